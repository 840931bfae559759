// SPDX-License-Identifier: Apache-2.0

/// Gives the book in force, or refuses: a node that has not seen the head for a second answers for nothing (DESIGN §5).
package protocol BookSource: Sendable {
    /// The book last loaded.
    ///
    /// - Throws: ``Refusal`` with `book.stale` when the head has not been seen for a second or could not be loaded.
    func current() throws(Refusal) -> Book

    /// The book last loaded, unless it is known to be superseded: for the last look before something leaves.
    ///
    /// - Throws: as ``current()``, and also while the book that took its place is being loaded.
    func inForce() throws(Refusal) -> Book

    /// Looks at the head now and loads the book if it moved on.
    func refresh() async throws(Refusal) -> Book
}

extension BookSource {
    package func inForce() throws(Refusal) -> Book { try current() }
}
