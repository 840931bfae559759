// SPDX-License-Identifier: Apache-2.0

/// A contract with what stands beside it in its folder and in the agreements.
package struct DocumentedContract: Sendable {
    /// A record that satisfies the contract; all people in it are invented.
    package struct Example: Sendable {
        package let name: String
        package let text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// One clause under which messages of the contract are shared.
    package struct Sharing: Sendable {
        package let agreement: String
        package let clause: String
        package let from: String
        package let to: String
        package let purposes: String
        /// The legal bases and powers of both ends.
        package let bases: String
        package let retention: String

        package init(
            agreement: String,
            clause: String,
            from: String,
            to: String,
            purposes: String,
            bases: String,
            retention: String
        ) {
            self.agreement = agreement
            self.clause = clause
            self.from = from
            self.to = to
            self.purposes = purposes
            self.bases = bases
            self.retention = retention
        }
    }

    package let contract: Contract
    package let examples: [Example]
    package let sharing: [Sharing]

    package init(contract: Contract, examples: [Example], sharing: [Sharing]) {
        self.contract = contract
        self.examples = examples
        self.sharing = sharing
    }
}
