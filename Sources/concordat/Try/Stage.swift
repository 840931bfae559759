// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Exchange
import Foundation
import NIOCore
import NIOHTTP1
import Postgres

/// What a trial stands on: database, certificates, keys and a gateway in a process of its own.
///
/// ``strike()`` ends whatever ``build(contracts:from:now:)`` had started, wherever it had come to.
actor Stage {
    let folder: TryFolder
    let ports: TryPorts
    private let console: Console
    private var lock: FileHandle?
    private var cluster: PrivateCluster?
    private var gateway: ChildProgram?

    init(folder: TryFolder, ports: TryPorts, console: Console) {
        self.folder = folder
        self.ports = ports
        self.console = console
    }

    /// Builds all of it and returns when the gateway is ready.
    func build(contracts: TryContracts, from source: String, now: Timestamp) async throws {
        lock = try folder.make()
        try await ports.expectFree()
        console.phase("certificates and keys in \(folder.shown)")
        let pin = try makeCertificates(contracts, now: now)
        try KeyFiles.create(in: folder.keys)
        try contracts.copy(source, to: folder.contracts, pushingTo: ports.destinationURL, pinned: pin)
        try Identities(url: ports.url, roster: contracts.roster, on: CalendarDate(londonAt: now)).write(to: folder)

        console.phase("a private PostgreSQL")
        let cluster = try await PrivateCluster.start(dataFolder: folder.database)
        self.cluster = cluster
        let database = try await cluster.createDatabase("concordat")
        let settings = TrySettings(partnership: contracts.partnership, database: database, folder: folder, ports: ports)
        try PrivateFile.write(settings.yaml, to: folder.settings)

        try Task.checkCancellation()
        console.phase("contracts and agreements from \(source)")
        _ = try await ChildProgram.run(
            ["apply", "--settings", folder.settings, folder.contracts, folder.credentials],
            log: folder.log("apply")
        )
        console.phase("the gateway at \(ports.url)")
        let gateway = try ChildProgram(
            ["serve", "--settings", folder.settings, "--until-stdin-closes"],
            log: folder.log("gateway")
        )
        self.gateway = gateway
        try await waitUntilReady(gateway)
    }

    /// Ends everything; nothing is left running and the database is removed.
    func strike() async {
        await gateway?.stop(within: .seconds(20))
        gateway = nil
        await cluster?.close()
        cluster = nil
        try? lock?.close()
        lock = nil
    }

    /// Returns only when the gateway has ended by itself.
    func gatewayEnded() async throws {
        guard let gateway else { return }
        while gateway.status == nil { try await Task.sleep(for: .milliseconds(250)) }
        throw ChildProgram.Failed(
            description: "the gateway has ended by itself. Its last words in \(gateway.log):\n\(gateway.tail())"
        )
    }

    /// - Returns: the fingerprint of the push destination's certificate.
    private func makeCertificates(_ contracts: TryContracts, now: Timestamp) throws -> [UInt8] {
        let authority = try LocalAuthority(name: "Northshire trial authority", now: now)
        try PrivateFile.write(try authority.pem, to: folder.authority)
        try authority.issue("localhost", for: .server).write(
            certificate: folder.serverCertificate,
            key: folder.serverKey
        )
        var fingerprints: [(client: String, sha256: [UInt8])] = []
        for client in contracts.roster.clients {
            let issued = try authority.issue(client.id, for: .client)
            try issued.write(certificate: folder.certificate(of: client.id), key: folder.key(of: client.id))
            fingerprints.append((client.id, try issued.fingerprint))
        }
        let credentials = CredentialsDocument(id: "try", validity: authority.validity, fingerprints: fingerprints)
        try PrivateFile.write(credentials.yaml, to: folder.credentials)
        // An authority of its own: the destination is another organisation, known by its certificate alone.
        let other = try LocalAuthority(name: "Eastmoor trial authority", now: now)
        let destination = try other.issue("Eastmoor exchange", for: .server)
        try destination.write(certificate: folder.destinationCertificate, key: folder.destinationKey)
        return try destination.fingerprint
    }

    private func waitUntilReady(_ gateway: ChildProgram) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            if let status = gateway.status {
                throw ChildProgram.Failed(
                    description: "the gateway ended with \(status) before it was ready:\n\(gateway.tail())"
                )
            }
            let request = HTTPClientRequest(url: "http://127.0.0.1:\(ports.administration)/readyz")
            if let answer = try? await HTTPClient.shared.execute(request, timeout: .seconds(2)), answer.status == .ok {
                return
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw ChildProgram.Failed(
            description:
                "the gateway was not ready within a minute. Its last words in \(gateway.log):\n\(gateway.tail())"
        )
    }
}
