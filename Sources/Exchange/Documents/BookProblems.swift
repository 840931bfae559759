// SPDX-License-Identifier: Apache-2.0

package import Contracts

/// Every fault found in the documents of a book; never empty.
package struct BookProblems: Error, Sendable, CustomStringConvertible {
    package let problems: [FileProblem]

    package init(_ problems: [FileProblem]) {
        self.problems = problems
    }

    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
