// SPDX-License-Identifier: Apache-2.0

import Foundation
import Postgres

/// The PostgreSQL of one run: a private one, or a database of its own on a server that runs already.
struct BenchDatabase: Sendable {
    private let cluster: PrivateCluster?
    /// Where the database is made and dropped; nil for a private server, which goes as a whole.
    private let server: String?
    private let name: String
    /// For the gateway.
    let url: String

    struct NotURL: Error, CustomStringConvertible {
        var description: String {
            "--database is not a URL. Mend: write it like postgresql://postgres@127.0.0.1:55432/postgres."
        }
    }

    /// Memory and log sizes as a server of this kind would have; durability is PostgreSQL's own, which a private cluster states besides.
    private static let settings = [
        "shared_buffers": "1GB", "max_wal_size": "8GB", "min_wal_size": "1GB", "checkpoint_timeout": "15min",
        "jit": "off",
    ]

    /// - Parameter server: the URL of a running server; nil to start a private one.
    static func prepare(server: String?) async throws -> BenchDatabase {
        let name = "concordat_bench_\(ProcessInfo.processInfo.processIdentifier)"
        guard let server else {
            let cluster = try await PrivateCluster.start(settings: settings)
            let url = try await cluster.createDatabase(name)
            return BenchDatabase(cluster: cluster, server: nil, name: name, url: url)
        }
        guard var url = URLComponents(string: server), url.scheme?.hasPrefix("postgres") == true else { throw NotURL() }
        try await run("CREATE DATABASE \(name)", on: server)
        url.path = "/" + name
        return BenchDatabase(cluster: nil, server: server, name: name, url: url.string ?? server)
    }

    func close() async {
        if let server { try? await Self.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", on: server) }
        await cluster?.close()
    }

    private static func run(_ script: String, on server: String) async throws {
        let connection = try await PostgresConnection.open(PostgresConfiguration(server))
        do {
            try await connection.executeScript(script)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    /// What the server says of itself.
    func facts() async throws -> DatabaseFacts {
        let connection = try await PostgresConnection.open(PostgresConfiguration(url))
        do {
            let row = try await connection.execute(Self.factsStatement).one()
            let facts = DatabaseFacts(
                version: try row.text("version"),
                durability: try row.text("durability"),
                memory: try row.text("memory"),
                folder: try row.text("folder")
            )
            await connection.close()
            return facts
        } catch {
            await connection.close()
            throw error
        }
    }

    private static let factsStatement = Statement(
        "bench_facts",
        """
        SELECT current_setting('server_version') AS version,
               concat_ws(', ', 'fsync ' || current_setting('fsync'), 'synchronous_commit ' || current_setting('synchronous_commit'),
                   'full_page_writes ' || current_setting('full_page_writes'), 'wal_level ' || current_setting('wal_level')) AS durability,
               concat_ws(', ', 'shared_buffers ' || current_setting('shared_buffers'),
                   'max_wal_size ' || current_setting('max_wal_size')) AS memory,
               current_setting('data_directory') AS folder
        """
    )
}

/// The conditions on the side of the database.
struct DatabaseFacts: Sendable {
    let version: String
    let durability: String
    let memory: String
    /// The data folder, on this machine or another.
    let folder: String

    /// The process of the server; nil when it is not on this machine or not ours to see.
    var postmaster: Int32? {
        let text = FileManager.default.contents(atPath: folder + "/postmaster.pid").map {
            String(decoding: $0, as: UTF8.self)
        }
        return text?.split(separator: "\n").first.flatMap { Int32($0) }
    }
}
