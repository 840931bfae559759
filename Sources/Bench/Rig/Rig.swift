// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOSSL

/// What a measurement stands on: PostgreSQL, certificates, keys, a book, and the gateway in a process of its own.
///
/// ``strike()`` ends whatever ``build()`` had started, wherever it had come to.
actor Rig {
    /// The doors of a gateway that is ready.
    struct Doors: Sendable {
        let plain: Target
        let tls: Target
        /// The same door for the client that receives.
        let receiving: Target
        let process: Int32
        let database: DatabaseFacts
    }

    nonisolated let ports: BenchPorts
    private let folder: BenchFolder
    private let program: String
    private let server: String?
    private let generator: Generator
    private var database: BenchDatabase?
    private var gateway: Program?

    /// - Parameters:
    ///   - program: the path of `concordat`.
    ///   - server: the URL of a running PostgreSQL; nil to start a private one.
    init(program: String, server: String?, ports: BenchPorts, generator: Generator) throws {
        self.program = program
        self.server = server
        self.ports = ports
        self.generator = generator
        folder = try BenchFolder()
    }

    /// Builds all of it and returns when the gateway is ready.
    func build() async throws -> Doors {
        let authority = try BenchAuthority()
        let sender = try authority.issue(BenchBook.sendingClient, isServer: false)
        let receiver = try authority.issue(BenchBook.receivingClient, isServer: false)
        try writeFiles(authority, sender: sender, receiver: receiver)
        try await Program.run(program, ["keys", "create", folder.keys], log: folder.log("keys"))

        let database = try await BenchDatabase.prepare(server: server)
        self.database = database
        try folder.write(BenchSettings(database: database.url, folder: folder, ports: ports).yaml, to: folder.settings)
        try await Program.run(program, ["apply", "--settings", folder.settings, folder.book], log: folder.log("apply"))

        let gateway = try Program(
            program,
            ["serve", "--settings", folder.settings, "--until-stdin-closes", "--log-level", "notice"],
            log: folder.log("gateway")
        )
        self.gateway = gateway
        let plain = Target(host: "127.0.0.1", port: ports.plain, tls: nil)
        try await waitUntilReady(gateway, plain)
        return Doors(
            plain: plain,
            tls: Target(host: "127.0.0.1", port: ports.tls, tls: try authority.context(for: sender)),
            receiving: Target(host: "127.0.0.1", port: ports.tls, tls: try authority.context(for: receiver)),
            process: gateway.id,
            database: try await database.facts()
        )
    }

    /// Ends everything: nothing is left running, database and folder are removed.
    func strike() async {
        await gateway?.stop()
        gateway = nil
        await database?.close()
        database = nil
        folder.remove()
    }

    /// Writes event templates for other generators and gives their path.
    func writeEvents(time: String) throws -> String {
        try folder.write(EventTemplates.lines(time: time), to: folder.events)
        return folder.events
    }

    /// Throws once the gateway has ended by itself.
    func watch() async throws {
        while gateway?.isRunning ?? false { try await Task.sleep(for: .milliseconds(200)) }
        try Task.checkCancellation()
        throw Program.Failed(description: "the gateway has ended by itself:\n\(lastWords)")
    }

    /// What the gateway logged last.
    var lastWords: String { gateway?.lastWords ?? "" }

    private func writeFiles(
        _ authority: BenchAuthority,
        sender: BenchAuthority.Identity,
        receiver: BenchAuthority.Identity
    ) throws {
        let door = try authority.issue("127.0.0.1", isServer: true)
        try folder.write(try authority.pem, to: folder.authority)
        try folder.write(try door.pem, to: folder.certificate)
        try folder.write(door.keyPEM, to: folder.key)
        for (name, text) in BenchBook.files { try folder.write(text, to: folder.book + "/" + name) }
        let credentials = BenchBook.credentials([
            (BenchBook.sendingClient, try sender.fingerprint), (BenchBook.receivingClient, try receiver.fingerprint),
        ])
        try folder.write(credentials, to: folder.book + "/credentials.yaml")
    }

    private func waitUntilReady(_ gateway: Program, _ door: Target) async throws {
        for _ in 0..<300 {
            guard gateway.isRunning else { break }
            if let probe = try? await generator.run(Probe(path: "/readyz"), to: door), probe.status == 200 { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Program.Failed(description: "the gateway did not become ready:\n\(gateway.lastWords)")
    }
}
