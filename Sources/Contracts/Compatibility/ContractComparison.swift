// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// What has changed between two versions of a contract, whom it breaks, and which version number it asks for.
///
/// A minor version must be compatible both ways: what was sent under the old version is accepted under the new one, and
/// what is sent under the new one can be read by those who know the old one. Anything else is a new major version.
package struct ContractComparison: Sendable {
    /// What is wrong with the new file's version number.
    package enum Numbering: Sendable, Equatable {
        case right
        /// Promises more than it keeps: only this version, or a higher one, would be honest.
        case tooLow
        /// More is announced than has changed; allowed.
        case higherThanNeeded
    }

    package let old: ContractID
    package let new: ContractID
    /// In the order of the files: the contract, its fields, its rules, its facts.
    package let changes: [ContractChange]
    /// False when the two files say the same, apart from their version.
    package var isChanged: Bool { !changes.isEmpty }

    /// Compares two versions; documents are generated and run through both, so it may take a second.
    ///
    /// `examples`: documents that were written for either version. Where none can be generated that shows a change, the
    /// first twelve that a version accepts are tried, each as it is and with the fields of the change altered.
    package init(old: Contract, new: Contract, examples: [JSONValue] = []) {
        var comparer = Comparer(old: old, new: new, examples: examples)
        comparer.run()
        self.old = old.id
        self.new = new.id
        changes = comparer.changes
    }

    /// The most that any change asks for.
    package var verdict: ContractChange.Severity { changes.map(\.severity).max() ?? .compatible }

    /// The most that is asked for on account of one side alone.
    package func verdict(for side: ContractChange.Side) -> ContractChange.Severity {
        changes.map { change in
            if change.affects.contains(side) || change.undecided.contains(side) { return .major }
            return min(change.severity, .minor)
        }.max() ?? .compatible
    }

    /// The version number the new file ought to have; nil when nothing has changed or the contracts are not the same.
    package var expectedVersion: String? {
        guard isChanged, old.name == new.name else { return nil }
        return switch verdict {
        case .major: "\(old.major + 1).0.0"
        case .minor: "\(old.major).\(old.minor + 1).0"
        case .compatible: "\(old.major).\(old.minor).\(old.patch + 1)"
        }
    }

    package var numbering: Numbering {
        guard isChanged, old.name == new.name else { return .right }
        let given = (new.major, new.minor, new.patch)
        let least: (Int, Int, Int) =
            switch verdict {
            case .major: (old.major + 1, 0, 0)
            case .minor: (old.major, old.minor + 1, 0)
            case .compatible: (old.major, old.minor, old.patch + 1)
            }
        if given < least { return .tooLow }
        // A patch or minor of the right kind may leave numbers out.
        let isOfItsKind =
            switch verdict {
            case .major: true
            case .minor: new.major == old.major
            case .compatible: new.major == old.major && new.minor == old.minor
            }
        return isOfItsKind ? .right : .higherThanNeeded
    }

    /// How a command ends that shows this comparison.
    package enum Ending: Int32, Sendable, CaseIterable {
        /// Compatible both ways, and the version says no less than that.
        case compatible = 0
        /// Breaking, under a new major version as it ought to be.
        case breaking = 3
        /// The version number promises more than the contract keeps, breaking or not.
        case misnumbered = 4
    }

    /// The exit code; 1 and 64 stay free for "failed" and "called wrongly".
    package var ending: Ending {
        if numbering == .tooLow { return .misnumbered }
        return verdict == .major ? .breaking : .compatible
    }
}
