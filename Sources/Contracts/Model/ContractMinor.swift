// SPDX-License-Identifier: Apache-2.0

/// A reviewed minor version, written `police.missing-episode@1.2`: every patch of it counts as reviewed.
package struct ContractMinor: Sendable, Hashable, CustomStringConvertible {
    package let name: String
    package let major: Int
    package let minor: Int

    /// The minor version an exact version belongs to.
    package init(_ id: ContractID) {
        (name, major, minor) = (id.name, id.major, id.minor)
    }

    /// Reads `name@major.minor`.
    package init?(parsing text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, ContractID.isName(String(parts[0])),
            let numbers = ContractID.numbers(String(parts[1]), count: 2)
        else { return nil }
        name = String(parts[0])
        (major, minor) = (numbers[0], numbers[1])
    }

    package var description: String { "\(name)@\(major).\(minor)" }
}
