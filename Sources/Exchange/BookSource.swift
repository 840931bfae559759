// SPDX-License-Identifier: Apache-2.0

/// Gives the book in force, or refuses: a node that has not seen the head for a second answers for nothing (DESIGN §5).
package protocol BookSource: Sendable {
    /// The book last loaded.
    ///
    /// - Throws: ``Refusal`` with `book.stale` when the head has not been seen for a second or could not be loaded.
    func current() throws(Refusal) -> Book

    /// Looks at the head now and loads the book if it moved on.
    func refresh() async throws(Refusal) -> Book
}
