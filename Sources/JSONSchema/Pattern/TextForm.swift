// SPDX-License-Identifier: Apache-2.0

/// The form a text must have as a whole, compiled once.
///
/// Keep it in a `static let`: a regex literal is read and compiled anew each time it is met, which made up most of the time in which a
/// contract was read. An expression that does not compile holds for no text, so that the first test of a rule finds it.
package struct TextForm: Sendable {
    private let pattern: Pattern?

    /// Takes an expression of ECMA-262, Unicode mode, without back-references and look-around; it need not be anchored.
    package init(_ expression: String) {
        pattern = try? Pattern("^(?:\(expression))$")
    }

    /// Whether the whole text has this form.
    package func holds(for text: some StringProtocol) -> Bool {
        pattern?.matches(Array(text.utf8)[...]) ?? false
    }

    /// Lower-case words joined by hyphens.
    package static let hyphenatedWords = TextForm("[a-z][a-z0-9]*(-[a-z0-9]+)*")
    /// Lower-case words joined by hyphens or dots.
    package static let dottedWords = TextForm("[a-z][a-z0-9]*([.\\-][a-z0-9]+)*")
}
