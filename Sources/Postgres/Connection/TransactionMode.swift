// SPDX-License-Identifier: Apache-2.0

/// How strictly a transaction is kept apart from others (PostgreSQL manual, "Transaction Isolation").
package enum PostgresIsolation: Sendable {
    case readCommitted
    case repeatableRead
    case serializable
}

extension PostgresIsolation {
    /// The statement that opens a transaction of this kind.
    func begin(readOnly: Bool) -> Statement {
        switch (self, readOnly) {
        case (.readCommitted, false): Self.readCommittedWrite
        case (.readCommitted, true): Self.readCommittedRead
        case (.repeatableRead, false): Self.repeatableWrite
        case (.repeatableRead, true): Self.repeatableReadOnly
        case (.serializable, false): Self.serializableWrite
        case (.serializable, true): Self.serializableRead
        }
    }

    private static let readCommittedWrite = Statement("begin", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    private static let readCommittedRead = Statement("begin", "BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY")
    private static let repeatableWrite = Statement("begin", "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE")
    private static let repeatableReadOnly = Statement("begin", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    private static let serializableWrite = Statement("begin", "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE")
    private static let serializableRead = Statement("begin", "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY")
}

extension Statement {
    static let commit = Statement("commit", "COMMIT")
}
