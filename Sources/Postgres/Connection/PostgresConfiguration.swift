// SPDX-License-Identifier: Apache-2.0

/// Where the database is and how connections to it behave.
package struct PostgresConfiguration: Sendable {
    let options: ConnectionOptions
    /// Shown in pg_stat_activity.
    package var applicationName = "concordat"
    /// The schemas searched for unqualified names; empty leaves the server's default.
    package var searchPath: [String] = []
    /// Bounds one statement, in whole milliseconds; nil leaves the server's default.
    package var statementTimeout: Duration? = .seconds(30)
    /// Bounds the time a transaction may stand idle; nil leaves the server's default.
    package var idleInTransactionTimeout: Duration? = .seconds(30)
    /// Bounds the wait for one lock; nil leaves the server's default.
    package var lockTimeout: Duration? = .seconds(10)
    /// Bounds the making of a connection to one host, in whole seconds, at least 2 (libpq's own floor).
    package var connectTimeout: Duration = .seconds(5)
    /// Further server settings given at connect, such as `["synchronous_commit": "on"]`.
    package var serverSettings: [String: String] = [:]
    /// The most connections a pool opens.
    package var poolSize = 4
    /// The most callers that may wait for a connection at once; further ones fail at once.
    package var maximumWaiters = 1024
    /// How long a caller waits for a connection.
    package var acquireTimeout: Duration = .seconds(5)

    /// Takes a `postgresql://` URL or a keyword=value string (libpq, "Connection Strings").
    ///
    /// Unix-socket hosts, several hosts, `sslmode`, service and password files all work as in libpq.
    package init(_ connectionString: String) throws(PostgresError) {
        options = try ConnectionOptions(connectionString)
    }
}

extension PostgresConfiguration {
    /// What libpq is given, the connection string's own keywords first.
    var keywords: [(String, String)] {
        var given = options.keywords
        func fallback(_ keyword: String, _ value: String) {
            if !given.contains(where: { $0.0 == keyword }) { given.append((keyword, value)) }
        }
        fallback("application_name", applicationName)
        fallback("connect_timeout", String(max(2, connectTimeout.components.seconds)))
        // A peer that vanished without a word is noticed within a minute, not after the system's two hours.
        fallback("keepalives_idle", "30")
        fallback("keepalives_interval", "10")
        fallback("keepalives_count", "3")
        fallback("tcp_user_timeout", "60000")
        let settings = startupOptions
        let inherited = given.first { $0.0 == "options" }?.1
        given.removeAll { $0.0 == "options" || $0.0 == "client_encoding" }
        given.append(("options", [inherited, settings].compactMap(\.self).joined(separator: " ")))
        given.append(("client_encoding", "UTF8"))
        return given
    }

    /// The settings as `-c name=value` switches, so that a RESET falls back to them.
    private var startupOptions: String {
        var settings = serverSettings
        if !searchPath.isEmpty { settings["search_path"] = searchPath.map(quotedIdentifier).joined(separator: ",") }
        settings["statement_timeout"] = statementTimeout.map(Self.milliseconds)
        settings["idle_in_transaction_session_timeout"] = idleInTransactionTimeout.map(Self.milliseconds)
        settings["lock_timeout"] = lockTimeout.map(Self.milliseconds)
        return settings.sorted { $0.key < $1.key }
            .map { "-c \($0.key)=\(Self.escapedOption($0.value))" }
            .joined(separator: " ")
    }

    /// Rounds up, since 0 would switch the bound off.
    private static func milliseconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let whole = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return String(min(max(whole, 1), Int64(Int32.max)))
    }

    private static func escapedOption(_ value: String) -> String {
        String(value.flatMap { $0 == " " || $0 == "\\" ? ["\\", $0] : [$0] })
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The host, database and user, never a secret.
    package var description: String { "PostgreSQL \(options)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}

/// The name between double quotes, for the few commands that take no parameters.
func quotedIdentifier(_ name: String) -> String {
    "\"" + String(name.flatMap { $0 == "\"" ? ["\"", "\""] : [$0] }) + "\""
}
