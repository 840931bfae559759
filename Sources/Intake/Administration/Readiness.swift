// SPDX-License-Identifier: Apache-2.0

/// Whether the gateway can do its work now, and if not, what stands in the way.
package struct Readiness: Sendable {
    /// One thing that must be so.
    package struct Check: Sendable, Hashable {
        package let name: String
        /// Nil when all is well; never a value of a record.
        package let problem: String?

        package init(_ name: String, problem: String? = nil) {
            self.name = name
            self.problem = problem
        }
    }

    package let checks: [Check]

    package init(_ checks: [Check]) {
        self.checks = checks
    }

    package var isReady: Bool { checks.allSatisfy { $0.problem == nil } }
}
