// SPDX-License-Identifier: Apache-2.0

/// One fault of a contract file: where it is, what is wrong and how to mend it.
package struct FileProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package let file: String
    /// Counted from 1; nil when the contract did not come from a text file.
    package let line: Int?
    /// JSON pointer into the file; empty for the whole file.
    package let key: String
    package let problem: String
    package let mend: String

    package init(file: String, line: Int?, key: String, problem: String, mend: String) {
        self.file = file
        self.line = line
        self.key = key
        self.problem = problem
        self.mend = mend
    }

    /// File and line, key, problem and mend, on one line.
    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        let subject = key.isEmpty ? "" : " \(key):"
        return "\(place):\(subject) \(problem). Mend: \(mend)."
    }
}
