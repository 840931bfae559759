// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a JSON text, and where.
///
/// Never quotes the input.
package struct JSONSyntaxError: Error, Sendable, Equatable {
    /// Offset in bytes from the start of the text.
    package let offset: Int
    /// The rule of RFC 8259, or the bound, that was broken.
    package let reason: Reason

    /// An error at a byte offset.
    package init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }

    /// The rules a text may break.
    package enum Reason: Sendable, Equatable {
        case tooLarge
        case tooDeep
        case unexpectedEnd
        case unexpectedByte
        case trailingBytes
        case badLiteral
        case badNumber
        case badEscape
        case loneSurrogate
        case controlCharacter
        case invalidUTF8
        case duplicateName
    }
}

extension JSONSyntaxError.Reason: CustomStringConvertible {
    /// Plain words for the sender of the text.
    package var description: String {
        switch self {
        case .tooLarge: "the text is larger than the limit"
        case .tooDeep: "arrays and objects are nested deeper than the limit"
        case .unexpectedEnd: "the text ends too early"
        case .unexpectedByte: "this character may not stand here"
        case .trailingBytes: "something follows the value"
        case .badLiteral: "only true, false and null may be written without quotes"
        case .badNumber: "the number is not written as JSON demands"
        case .badEscape: "the escape sequence is not one of JSON"
        case .loneSurrogate: "half of a surrogate pair stands alone"
        case .controlCharacter: "a control character in a string is not escaped"
        case .invalidUTF8: "the bytes are not valid UTF-8"
        case .duplicateName: "the object names the same member twice"
        }
    }
}

extension JSONSyntaxError: CustomStringConvertible {
    /// The reason with its offset.
    package var description: String { "\(reason) (byte \(offset))" }
}
