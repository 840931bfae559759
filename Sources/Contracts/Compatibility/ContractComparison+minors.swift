// SPDX-License-Identifier: Apache-2.0

extension ContractComparison {
    /// Versions of one major that break each other though their numbers say they do not, a problem for each later one.
    ///
    /// Each version is compared with the one before it: compatibility both ways carries on from version to version.
    /// `file`: where a version was read from, to name in the problem.
    package static func incompatibilities(
        among contracts: [Contract],
        file: (Contract) -> String = \.id.description
    ) -> [FileProblem] {
        let versions = contracts.sorted {
            ($0.id.name, $0.id.major, $0.id.minor, $0.id.patch) < ($1.id.name, $1.id.major, $1.id.minor, $1.id.patch)
        }
        return zip(versions, versions.dropFirst()).compactMap { earlier, later in
            guard earlier.id.name == later.id.name, earlier.id.major == later.id.major else { return nil }
            let comparison = ContractComparison(old: earlier, new: later)
            guard comparison.numbering == .tooLow, let expected = comparison.expectedVersion,
                let change = comparison.changes.first(where: { $0.severity == comparison.verdict })
            else { return nil }
            return FileProblem(
                file: file(later),
                line: nil,
                key: change.pointer.description,
                problem:
                    "beside \(earlier.id) this has to be version \(expected), not \(later.id.version). \(change.words)",
                mend: "take the change back, or give the file version \(expected)"
            )
        }
    }
}
