// SPDX-License-Identifier: Apache-2.0

internal import Exchange
package import TransparencyLog

/// Takes the log in the database for the true one, when the checkpoint outside it is lost or a node has none yet.
///
/// Nothing but a person can know that the database was not set back: what is adopted has to be compared with a checkpoint that somebody else
/// has kept.
package struct LogAdoption: Sendable {
    /// Why there is nothing to adopt.
    package enum Failure: Error, Sendable, Equatable, CustomStringConvertible {
        case empty
        case unsound(AuditVerdict)

        package var description: String {
            switch self {
            case .empty: "the log is empty: there is nothing to adopt, and `concordat serve` begins it"
            case .unsound(let verdict): "the log in the database does not hold and is not adopted: \(verdict)"
            }
        }
    }

    private let journal: Journal
    private let key: NoteVerifierKey

    /// - Parameter key: the log's own.
    package init(journal: Journal, key: NoteVerifierKey) {
        self.journal = journal
        self.key = key
    }

    /// The checkpoint of the log in the database, after every entry has been hashed again.
    ///
    /// - Throws: ``Failure``; ``SealFailure`` when the log does not carry the key's signature.
    package func candidate() async throws -> SignedNote {
        guard let head = try await journal.logHead(), head.size > 0 else { throw Failure.empty }
        guard let note = try? SignedNote(parsing: Array(head.note.utf8)), case .verified = note.verify(keys: [key])
        else {
            throw SealFailure.untrusted("the checkpoint in the database")
        }
        let checkpoint = try Checkpoint(text: note.text)
        guard checkpoint.size == head.size, checkpoint.root == head.root else {
            throw Failure.unsound(.differs(size: checkpoint.size))
        }
        let verdict = try await LogAudit(journal: journal, checkpoint: note).run()
        guard verdict.holds else { throw Failure.unsound(verdict) }
        return note
    }
}
