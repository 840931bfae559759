// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Exchange
package import Postgres

/// Brings the schema of a partnership to the newest form.
///
/// Forward only; safe when several nodes start at once.
package struct Migrator: Sendable {
    /// A numbered step; once released its text never changes.
    struct Migration {
        let id: Int32
        let name: String
        let script: [UInt8]
    }

    /// Why a schema cannot be used by this program.
    package enum Failure: Error, Sendable, Equatable, CustomStringConvertible {
        case changed(name: String)
        case newer(schema: Int, program: Int)

        package var description: String {
            switch self {
            case .changed(let name):
                "migration \(name) in the database is not the one this program carries. Mend: use the program that made the schema."
            case .newer(let schema, let program):
                "the schema is at migration \(schema), this program knows \(program). Mend: use a newer program."
            }
        }
    }

    static let migrations = [
        Migration(id: 1, name: "partnership", script: PackageResources.m0001_partnership_sql),
        Migration(id: 2, name: "terms", script: PackageResources.m0002_terms_sql),
        Migration(id: 3, name: "upkeep", script: PackageResources.m0003_upkeep_sql),
        Migration(id: 4, name: "subject_index", script: PackageResources.m0004_subject_index_sql),
    ]

    private let schema: String

    /// - Parameter schema: the PostgreSQL schema of the partnership, made when it is not there.
    package init(schema: String) {
        self.schema = schema
    }

    /// The PostgreSQL schema of a partnership: `p_` and its name, hyphens as underscores.
    package static func schema(of partnership: String) -> String {
        "p_" + String(partnership.map { $0 == "-" ? "_" : $0 })
    }

    /// Applies what is missing.
    ///
    /// - Returns: how many migrations were applied.
    @discardableResult
    package func run(on pool: PostgresPool) async throws -> Int {
        let schema = schema
        return try await pool.transaction { connection in
            // Held to the end of the transaction: a second node waits here and then finds nothing left to do.
            _ = try connection.exec(SQL.migrationLock, [.text(schema)])
            // The name comes from Migrator.schema(of:), letters, digits and underscores only; DDL takes no parameters.
            try connection.execScript(
                "CREATE SCHEMA IF NOT EXISTS \"\(schema)\"; SET LOCAL search_path TO \"\(schema)\""
            )
            _ = try connection.exec(SQL.migrationTable)
            let done = try connection.exec(SQL.migrationsDone)
            for row in done {
                let id = try row.int4("id")
                guard let known = Self.migrations.first(where: { $0.id == id }) else {
                    throw Failure.newer(schema: Int(id), program: Self.migrations.count)
                }
                guard try row.bytes("sha256") == Self.digest(known) else { throw Failure.changed(name: known.name) }
            }
            let missing = Self.migrations.dropFirst(done.count)
            for migration in missing {
                try connection.execScript(String(decoding: migration.script, as: UTF8.self))
                _ = try connection.exec(
                    SQL.migrationWrite,
                    [.int4(migration.id), .text(migration.name), .bytea(Self.digest(migration))]
                )
            }
            return missing.count
        }
    }

    private static func digest(_ migration: Migration) -> [UInt8] {
        Array(SHA256.hash(data: migration.script))
    }
}
