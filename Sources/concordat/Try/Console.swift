// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Speaks to whoever started the program: lines that stay, and on a terminal a last line that shows how far it has come.
struct Console: Sendable {
    /// Whether somebody watches.
    let isTerminal: Bool

    init(isTerminal: Bool = isatty(STDOUT_FILENO) == 1) {
        self.isTerminal = isTerminal
    }

    /// Prints lines that stay.
    func say(_ text: String) { write((isTerminal ? "\r\u{1B}[2K" : "") + text + "\n") }

    /// Begins a part of the work.
    func phase(_ text: String) {
        if isTerminal { progress(text) } else { write("- \(text)\n") }
    }

    /// Shows how far it has come; nothing where nobody watches.
    func progress(_ text: String) {
        guard isTerminal else { return }
        write("\r\u{1B}[2K… \(text.prefix(100))")
    }

    private func write(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
