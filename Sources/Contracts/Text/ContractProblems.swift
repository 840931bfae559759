// SPDX-License-Identifier: Apache-2.0

/// Every fault found in one contract file; never empty.
package struct ContractProblems: Error, Sendable, CustomStringConvertible {
    package let problems: [FileProblem]

    package init(_ problems: [FileProblem]) {
        self.problems = problems
    }

    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
