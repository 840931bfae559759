// SPDX-License-Identifier: Apache-2.0

package import Contracts

/// The names behind the small keys of a book, for evidence and for the exact question whether a delivery may leave.
package struct BookNaming: Sendable {
    private let book: Book

    package init(_ book: Book) {
        self.book = book
    }

    package func contract(_ key: Int32) -> ContractID? { book.contracts[key: key]?.id }

    /// Whether a delivery may leave, asked of this book at this moment.
    package func mayLeave(at now: Timestamp)
        -> @Sendable (_ clause: Int32, _ sender: Int32, _ contract: Int32, _ recipient: Int32) -> Bool
    {
        let book = book
        return { clause, sender, contract, recipient in
            guard let contract = book.contracts[key: contract], let sender = book.agencyID(key: sender),
                let recipient = book.agencyID(key: recipient)
            else { return false }
            return book.mayLeave(
                clauseKey: clause,
                sender: sender,
                contract: contract.id,
                recipient: recipient,
                on: now
            )
        }
    }

    /// Names for the evidence; a key of an older book that this one has no name for is written as `#` and its number,
    /// and the store puts in the name it has kept.
    package var parties: PartyNames {
        let book = book
        return { clause, sender, recipient in
            DeliveryParties(
                sender: book.agencyID(key: sender)?.rawValue ?? "#\(sender)",
                recipient: book.agencyID(key: recipient)?.rawValue ?? "#\(recipient)",
                clause: book.clauseRef(key: clause)?.description ?? "#\(clause)"
            )
        }
    }
}
