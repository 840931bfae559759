// SPDX-License-Identifier: Apache-2.0
import CLibPQ

/// A connection string, parsed by libpq; it describes itself without its secrets.
struct ConnectionOptions: Sendable {
    /// The keywords that were given a value.
    let keywords: [(String, String)]

    init(_ connectionString: String) throws(PostgresError) {
        // libpq's message may quote the string, and with it a password, so it is dropped.
        guard let parsed = PQconninfoParse(connectionString, nil) else {
            throw PostgresError(
                .configuration,
                "the connection string is neither a postgresql:// URL nor keyword=value pairs"
            )
        }
        defer { PQconninfoFree(parsed) }
        var found: [(String, String)] = []
        // Proof: libpq ends the list with an entry whose keyword is nil, and it lives until `PQconninfoFree`.
        var entry = parsed
        while let keyword = entry.pointee.keyword {
            if let value = entry.pointee.val { found.append((String(cString: keyword), String(cString: value))) }
            entry += 1
        }
        keywords = found
    }

    /// What may be shown.
    private static let shown: Set<String> = ["host", "hostaddr", "port", "dbname", "user", "sslmode", "service"]
}

extension ConnectionOptions: CustomStringConvertible, CustomReflectable {
    var description: String {
        keywords.filter { Self.shown.contains($0.0) }.map { "\($0.0)=\($0.1)" }.joined(separator: " ")
    }

    var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
