// SPDX-License-Identifier: Apache-2.0

/// A rule names a field that the contract does not have at that place.
struct FieldError: Error, Sendable {
    let name: String
    let node: FieldPattern

    var words: String {
        let place = node.tokens.isEmpty ? "the message" : node.description
        return "the rule names \(name), which \(place) does not have"
    }
}
