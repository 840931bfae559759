// SPDX-License-Identifier: Apache-2.0
import Foundation
import Postgres
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite(.timeLimit(.minutes(2))) struct ClusterTests {
    private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// The postmaster's process, while it runs.
    private static func serverID(_ dataFolder: String) throws -> Int32 {
        let text = try String(contentsOfFile: dataFolder + "/postmaster.pid", encoding: .utf8)
        return try #require(text.split(separator: "\n").first.flatMap { Int32($0) })
    }

    @Test func `a cluster is durable, private and speaks UTF-8`() async throws {
        let cluster = try await PrivateCluster.start()
        let connection = try await PostgresConnection.open(PostgresConfiguration(cluster.connectionString()))
        let row = try await connection.execute(
            Statement(
                "settings",
                """
                SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS sync,
                    current_setting('listen_addresses') AS addresses, current_setting('server_encoding') AS encoding,
                    current_setting('lc_collate') AS collation, inet_server_addr() IS NULL AS local
                """
            )
        ).one()
        #expect(try row.text("fsync") == "on")
        #expect(try row.text("sync") == "on")
        #expect(try row.text("addresses").isEmpty)
        #expect(try row.text("encoding") == "UTF8")
        #expect(try row.text("collation") == "C")
        #expect(try row.bool("local"))
        let mode = try FileManager.default.attributesOfItem(atPath: cluster.runFolder)[.posixPermissions] as? Int
        #expect(mode == 0o700)
        await connection.close()
        let server = try Self.serverID(cluster.dataFolder)
        await cluster.close()
        #expect(!Self.exists(cluster.runFolder))
        #expect(!Self.exists(cluster.dataFolder))
        #expect(try await eventually { kill(server, 0) != 0 })
    }

    @Test func `data in a folder that is kept is found by the next cluster`() async throws {
        let folder = "/tmp/concordat-kept-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = try await PrivateCluster.start(dataFolder: folder, keepsData: true)
        _ = try await first.createDatabase("kept")
        await first.close()
        #expect(Self.exists(folder) && !Self.exists(first.runFolder))
        let second = try await PrivateCluster.start(dataFolder: folder, keepsData: true)
        let connection = try await PostgresConnection.open(
            PostgresConfiguration(second.connectionString(database: "kept"))
        )
        await connection.close()
        await second.close()
    }

    @Test func `a folder with other files in it is refused and left alone`() async throws {
        let folder = "/tmp/concordat-foreign-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "letter".write(toFile: folder + "/letter.txt", atomically: true, encoding: .utf8)
        let error = await failure { _ = try await PrivateCluster.start(dataFolder: folder) }
        #expect(error?.kind == .cluster)
        #expect(try String(contentsOfFile: folder + "/letter.txt", encoding: .utf8) == "letter")
    }

    @Test func `a cluster that cannot start says why and leaves nothing behind`() async throws {
        let folder = "/tmp/concordat-broken-\(getpid())"
        let error = await failure {
            _ = try await PrivateCluster.start(dataFolder: folder, settings: ["max_connections": "none"])
        }
        #expect(error?.kind == .cluster)
        #expect(error?.message.contains("max_connections") == true)
        #expect(!Self.exists(folder))
    }

    @Test func `a cluster is gone after its owner was killed`() async throws {
        let note = "/tmp/concordat-owner-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: note) }
        await #expect(processExitsWith: .signal(SIGKILL)) { [note = note as String] in
            let cluster = try await PrivateCluster.start()
            let server = try #require(
                try String(contentsOfFile: cluster.dataFolder + "/postmaster.pid", encoding: .utf8)
                    .split(separator: "\n").first
            )
            try "\(server)\n\(cluster.runFolder)".write(toFile: note, atomically: true, encoding: .utf8)
            kill(getpid(), SIGKILL)
        }
        let lines = try String(contentsOfFile: note, encoding: .utf8).split(separator: "\n").map(String.init)
        let server = try #require(lines.first.flatMap { Int32($0) })
        let folder = try #require(lines.last)
        #expect(folder.hasPrefix("/tmp/concordat-pg-"))
        #expect(try await eventually { !Self.exists(folder) && kill(server, 0) != 0 })
    }
}
