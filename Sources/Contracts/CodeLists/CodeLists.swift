// SPDX-License-Identifier: Apache-2.0

/// The code lists that contracts are compiled with, by id.
package struct CodeLists: Sendable {
    /// Sorted by id.
    package let all: [CodeList]
    private let byID: [String: CodeList]

    package static let none = CodeLists([])

    /// The first of two lists with one id counts.
    package init(_ lists: [CodeList]) {
        byID = Dictionary(lists.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        all = byID.values.sorted { $0.id < $1.id }
    }

    package subscript(_ id: String) -> CodeList? { byID[id] }
}
