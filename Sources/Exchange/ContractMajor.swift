// SPDX-License-Identifier: Apache-2.0

package import Contracts

/// A major version of a contract, written `police.missing-episode@1`: what a recipient reads and a client may send.
package struct ContractMajor: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let name: String
    package let major: Int

    package init(_ id: ContractID) {
        (name, major) = (id.name, id.major)
    }

    package init(_ reviewed: ContractMinor) {
        (name, major) = (reviewed.name, reviewed.major)
    }

    /// Reads `name@major`.
    package init?(parsing text: String) {
        guard let minor = ContractMinor(parsing: text + ".0") else { return nil }
        self.init(minor)
    }

    package var description: String { "\(name)@\(major)" }

    package static func < (left: ContractMajor, right: ContractMajor) -> Bool {
        (left.name, left.major) < (right.name, right.major)
    }
}
