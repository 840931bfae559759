// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import NodeKit
import Postgres
import Synchronization

@testable import concordat

/// What gateways stand on: a private PostgreSQL, an authority, certificates, keys and a book, all in one folder.
final class Deployment: Sendable {
    let folder: String
    let cluster: PrivateCluster
    let database: StoreView
    let now: Timestamp
    private let url: String
    private let gateways = Mutex<[Gateway]>([])

    /// Builds it for the length of the body; whatever was started is ended, also when the test fails.
    static func run(
        clients: [String],
        documents: (Timestamp) throws -> [String],
        _ body: (Deployment) async throws -> Void
    ) async throws {
        let folder = "/tmp/concordat-e2e-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder + "/book",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let cluster = try await PrivateCluster.start()
        do {
            let deployment = try await Deployment(folder: folder, cluster: cluster, now: NodeClock.machine)
            do {
                try deployment.makeIdentities(clients)
                try await deployment.apply(try documents(deployment.now))
                try await body(deployment)
                await deployment.close()
            } catch {
                await deployment.close()
                throw error
            }
        } catch {
            await cluster.close()
            throw error
        }
        await cluster.close()
    }

    private init(folder: String, cluster: PrivateCluster, now: Timestamp) async throws {
        self.folder = folder
        self.cluster = cluster
        self.now = now
        url = try await cluster.createDatabase("concordat")
        database = try StoreView(url)
        try KeyFiles.create(in: folder + "/keys")
    }

    private func close() async {
        for gateway in gateways.withLock({ $0 }) { await gateway.program.stop() }
        await database.close()
    }

    private func makeIdentities(_ clients: [String]) throws {
        let authority = try LocalAuthority(name: "End to end", now: now)
        try PrivateFile.write(try authority.pem, to: folder + "/ca.pem")
        try authority.issue("localhost", for: .server)
            .write(certificate: folder + "/server.pem", key: folder + "/server.key")
        var fingerprints: [(client: String, sha256: [UInt8])] = []
        for client in clients {
            let issued = try authority.issue(client, for: .client)
            try issued.write(certificate: "\(folder)/\(client).pem", key: "\(folder)/\(client).key")
            fingerprints.append((client, try issued.fingerprint))
        }
        let credentials = CredentialsDocument(id: "test", validity: authority.validity, fingerprints: fingerprints)
        try PrivateFile.write(credentials.yaml, to: folder + "/credentials.yaml")
    }

    /// Makes the documents the book in force, with the program's own command.
    @discardableResult
    func apply(_ documents: [String]) async throws -> String {
        let book = folder + "/book"
        try FileManager.default.removeItem(atPath: book)
        try FileManager.default.createDirectory(atPath: book, withIntermediateDirectories: true)
        for (number, text) in documents.enumerated() {
            try text.write(toFile: "\(book)/\(number).yaml", atomically: true, encoding: .utf8)
        }
        let settings = try settings("apply", ports: [0, 0, 0])
        return try await run(["apply", "--settings", settings, book, folder + "/credentials.yaml"])
    }

    /// Has the whole evidence checked with the program's own command.
    func verifyAudit() async throws -> String {
        try await run(["audit", "verify", "--settings", try settings("audit", ports: [0, 0, 0])])
    }

    private func run(_ arguments: [String]) async throws -> String {
        try await Program(arguments, log: "\(folder)/\(arguments[0])-\(UUID().uuidString.prefix(6)).log").finish()
    }

    /// Starts a gateway and waits until it is ready.
    func start(_ node: String = "node-1") async throws -> Gateway {
        let ports = try [Ports.free(), Ports.free(), Ports.free()]
        let settings = try settings(node, ports: ports)
        let log = "\(folder)/\(node)-\(UUID().uuidString.prefix(6)).log"
        let program = try Program(["serve", "--settings", settings, "--until-stdin-closes"], log: log)
        let gateway = Gateway(program: program, door: ports[0], administration: ports[1], measuring: ports[2])
        gateways.withLock { $0.append(gateway) }
        try await gateway.waitUntilReady()
        return gateway
    }

    /// Speaks to a gateway over mutual TLS for the length of the body.
    func speak<Result>(as client: String, to gateway: Gateway, _ body: (GatewayClient) async throws -> Result)
        async throws
        -> Result
    {
        let identity = ClientIdentity(
            certificate: "\(folder)/\(client).pem",
            key: "\(folder)/\(client).key",
            authority: folder + "/ca.pem"
        )
        let speaker = try GatewayClient(identity, url: "https://localhost:\(gateway.door)")
        do {
            let result = try await body(speaker)
            await speaker.close()
            return result
        } catch {
            await speaker.close()
            throw error
        }
    }

    private func settings(_ node: String, ports: [Int]) throws -> String {
        let path = "\(folder)/\(node).yaml"
        let yaml = """
            partnership: testshire
            environment: 'try'
            node: \(node)
            keys: '\(folder)/keys'
            approvals: ignored
            database: {url: '\(url)'}
            log: {origin: test.example/audit, checkpoint: '\(folder)/checkpoint'}
            public:
              host: 127.0.0.1
              port: \(ports[0])
              certificate: '\(folder)/server.pem'
              key: '\(folder)/server.key'
              clientAuthority: '\(folder)/ca.pem'
            administration: {port: \(ports[1])}
            measuring: {port: \(ports[2]), client: records, agency: police}
            limits: {requestsPerSecond: 100000, requestBurst: 1000000}
            retention: {transitDays: 2}

            """
        try yaml.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}
