// SPDX-License-Identifier: Apache-2.0

/// Why a rule could not be worked out on one message.
///
/// Says nothing of the values met.
enum CELError: Error, Sendable, Equatable {
    case noSuchMember
    case noSuchOverload
    case indexOutOfRange
    case overflow
    case badTime
    /// The rule took more steps than a rule may; unlike the others, `&&` and `||` do not absorb it.
    case tooCostly

    var words: String {
        switch self {
        case .noSuchMember: "it reads a field that is absent"
        case .noSuchOverload: "a value has another type than the rule expects"
        case .indexOutOfRange: "it reads past the end of a list"
        case .overflow: "a number or time is out of range"
        case .badTime: "a text is not a timestamp or duration"
        case .tooCostly: "the message is too large for it"
        }
    }
}
