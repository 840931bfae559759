// SPDX-License-Identifier: Apache-2.0

extension [String] {
    /// The texts as people list them: commas between, and a word before the last.
    func spoken(_ word: String) -> String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " \(word) " + last
    }
}
