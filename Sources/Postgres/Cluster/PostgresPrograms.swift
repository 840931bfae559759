// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The folder of PostgreSQL's server programs.
struct PostgresPrograms: Sendable {
    let folder: String

    /// The oldest major version that will do.
    static let oldestVersion = 15

    /// Asks pg_config, then looks where Debian installs, newest first, then along PATH.
    static func find() throws(PostgresError) -> PostgresPrograms {
        for folder in candidates() where isComplete(folder) {
            if let version = version(in: folder), version >= oldestVersion { return PostgresPrograms(folder: folder) }
        }
        throw PostgresError(
            .cluster,
            "PostgreSQL \(oldestVersion) or later is not installed (initdb, pg_ctl and postgres are needed): "
                + "apt-get install postgresql-15, or postgresql"
        )
    }

    private static func candidates() -> [String] {
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(
            String.init
        )
        let told = path.map { $0 + "/pg_config" }.first(where: isExecutable)
            .flatMap { ChildProcess.output(of: $0, ["--bindir"]) }?
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let root = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [])
            .compactMap(Int.init).sorted(by: >)
        return [told].compactMap(\.self) + versions.map { "\(root)/\($0)/bin" } + path
    }

    private static func isComplete(_ folder: String) -> Bool {
        ["initdb", "pg_ctl", "postgres"].allSatisfy { isExecutable("\(folder)/\($0)") }
    }

    private static func isExecutable(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// 15 from `postgres (PostgreSQL) 15.8 (Debian …)`.
    static func version(in folder: String) -> Int? {
        ChildProcess.output(of: "\(folder)/postgres", ["--version"])
            .flatMap { $0.split(separator: " ").dropFirst(2).first }
            .flatMap { Int($0.prefix { $0.isNumber }) }
    }
}
