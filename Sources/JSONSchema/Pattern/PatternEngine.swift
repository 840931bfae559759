// SPDX-License-Identifier: Apache-2.0

/// Runs expressions with back-references or look-around, for schemas of others; kept outside, so that this module needs no library.
package protocol PatternEngine: Sendable {
    /// Compiles an expression in Perl's syntax that says every character by its number and has no option, comment or verb.
    ///
    /// It is to be read as UTF-8, with word boundaries after ASCII, and an unset group matching the empty text.
    func compile(_ expression: String) throws(PatternError) -> any BacktrackingPattern
}

/// An expression compiled by a ``PatternEngine``.
package protocol BacktrackingPattern: Sendable {
    /// Whether it matches anywhere in the well-formed UTF-8 from `start` up to `end`; nil when a limit was met before that was known.
    func matches(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool?
}
