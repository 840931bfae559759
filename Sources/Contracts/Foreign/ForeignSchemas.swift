// SPDX-License-Identifier: Apache-2.0

/// The schemas of others that contracts are compiled with, found by nothing but their hash.
package struct ForeignSchemas: Sendable {
    private let byHash: [String: ForeignSchema]

    package static let none = ForeignSchemas([])

    /// The same schema may be given more than once.
    package init(_ schemas: [ForeignSchema]) {
        byHash = Dictionary(schemas.map { ($0.sha256, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// `sha256`: 64 lower-case hex digits.
    package subscript(sha256: String) -> ForeignSchema? { byHash[sha256] }
}
