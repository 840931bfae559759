// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// One exact version of one contract, written `police.missing-episode@1.2.0`.
package struct ContractID: Sendable, Hashable, CustomStringConvertible {
    /// Lower-case words joined by dots and hyphens.
    package let name: String
    package let major: Int
    package let minor: Int
    package let patch: Int

    /// Nil unless the name is lower-case words and the version three integers without leading zeros.
    package init?(name: String, version: String) {
        guard ContractID.isName(name), let numbers = ContractID.numbers(version, count: 3) else { return nil }
        self.name = name
        (major, minor, patch) = (numbers[0], numbers[1], numbers[2])
    }

    /// Reads `name@major.minor.patch`.
    package init?(parsing text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(name: String(parts[0]), version: String(parts[1]))
    }

    /// The version, such as `1.2.0`.
    package var version: String { "\(major).\(minor).\(patch)" }

    package var description: String { "\(name)@\(version)" }

    /// The minor version an agreement reviews.
    package var reviewed: ContractMinor { ContractMinor(self) }

    static func isName(_ text: String) -> Bool {
        text.utf8.count <= 120 && TextForm.dottedWords.holds(for: text)
    }

    private static let numberForm = TextForm("0|[1-9][0-9]{0,8}")

    static func numbers(_ text: String, count: Int) -> [Int]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == count else { return nil }
        var numbers: [Int] = []
        for part in parts {
            guard numberForm.holds(for: part), let number = Int(part) else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}
