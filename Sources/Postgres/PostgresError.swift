// SPDX-License-Identifier: Apache-2.0

/// Anything that went wrong between this process and PostgreSQL; never quotes a value of a record.
package struct PostgresError: Error, Sendable, Equatable {
    /// Where the error arose.
    package enum Kind: String, Sendable {
        /// PostgreSQL refused a statement: see `sqlState`.
        case server
        /// No connection could be made.
        case connectFailed
        /// An established connection broke.
        case connectionLost
        /// The connection, pool or cluster was closed by its owner.
        case closed
        /// No connection came free within the time allowed, or too many callers were waiting already.
        case poolExhausted
        /// A column is missing, null, or of another type than was asked for.
        case decoding
        /// A parameter does not fit what PostgreSQL can hold.
        case encoding
        /// The connection string or a setting is unusable.
        case configuration
        /// The calls came in an order that makes no sense, such as a transaction inside a transaction.
        case usage
        /// COMMIT was answered with a rollback because an earlier statement had failed.
        case rolledBack
        /// The private cluster could not be started or stopped.
        case cluster
    }

    package let kind: Kind
    /// What happened, in words that hold no value of a record.
    package let message: String
    /// The five-character SQLSTATE; empty unless `kind` is `.server`.
    package var sqlState = ""
    /// ERROR, FATAL or PANIC; empty unless `kind` is `.server`.
    package var severity = ""
    /// The constraint that was violated, when PostgreSQL names one.
    package var constraint: String?
    /// The table concerned, when PostgreSQL names one.
    package var table: String?
    /// The column concerned, when PostgreSQL names one.
    package var column: String?
    /// The name of the statement that failed.
    package var statement: String?
    /// Whether the failure struck a COMMIT such that nobody knows if it took effect.
    package var isCommitOutcomeUnknown = false
    /// Whether a cached plan no longer fits its tables; the statement has been forgotten and may simply be repeated.
    package var isStalePlan = false

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}

extension PostgresError {
    /// Whether the connection is gone with this error.
    package var isConnectionLoss: Bool {
        switch kind {
        case .connectFailed, .connectionLost: true
        case .server:
            severity == "FATAL" || severity == "PANIC" || sqlState.hasPrefix("08")
                || ["57P01", "57P02", "57P03"].contains(sqlState)
        default: false
        }
    }

    /// Whether the same work may succeed when repeated from the start of its transaction.
    ///
    /// When `isCommitOutcomeUnknown` is set as well, repeat only work that is idempotent.
    package var isRetryable: Bool {
        isConnectionLoss || isStalePlan || sqlState.hasPrefix("53")
            || ["40001", "40P01", "55P03"].contains(sqlState)
    }

    /// Whether a row with the same key exists already (23505).
    package var isUniqueViolation: Bool { sqlState == "23505" }
}

extension PostgresError: CustomStringConvertible {
    package var description: String {
        var text = message
        if !sqlState.isEmpty { text = "\(severity) \(sqlState): \(text)" }
        if let constraint { text += " [constraint \(constraint)]" }
        if let statement { text += " [statement \(statement)]" }
        if isCommitOutcomeUnknown { text += " [whether the commit took effect is unknown]" }
        return text
    }
}
