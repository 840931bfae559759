// SPDX-License-Identifier: Apache-2.0

/// One word or sign of a rule's text.
struct CELToken: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case identifier(String)
        case int(UInt64)
        case double(Double)
        case string(String)
        case sign(String)
        case end
    }

    let kind: Kind
    let offset: Int
}
