// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension ContractComparison {
    /// The comparison for people: the verdict, then each change, breaking ones first; lines without an end mark.
    ///
    /// `samples`: also the documents that break.
    package func text(samples: Bool = true) -> [String] {
        var lines = ["\(old) \u{2192} \(new)", verdictWords, numberingWords]
        for side in ContractChange.Side.allCases {
            lines.append("  \(side.words): \(verdict(for: side) == .major ? "breaks" : "compatible")")
        }
        for severity in ContractChange.Severity.allCases.reversed() {
            let changes = changes.filter { $0.severity == severity }
            guard !changes.isEmpty else { continue }
            lines += ["", "\(severity.heading):"]
            for change in changes { lines += change.lines(samples: samples) }
        }
        return lines
    }

    private var verdictWords: String {
        guard isChanged else { return "Nothing has changed but the version." }
        let count = "\(changes.count) change\(changes.count == 1 ? "" : "s")"
        return switch verdict {
        case .compatible: "\(count), none that anybody has to notice."
        case .minor: "\(count), compatible both ways, to be reviewed."
        case .major: "\(count); not compatible."
        }
    }

    private var numberingWords: String {
        guard let expectedVersion else { return old.name == new.name ? "No new version is needed." : "Two contracts." }
        return switch numbering {
        case .right: "The version \(new.version) is right."
        case .higherThanNeeded: "The version \(new.version) is higher than needed; \(expectedVersion) would do."
        case .tooLow: "The version \(new.version) is wrong: it has to be \(expectedVersion)."
        }
    }
}

extension ContractChange.Side {
    fileprivate var words: String {
        switch self {
        case .producer: "who still sends under the old version"
        case .consumer: "who still reads under the old version"
        }
    }
}

extension ContractChange.Severity {
    fileprivate var heading: String {
        switch self {
        case .compatible: "To be noted by nobody (patch)"
        case .minor: "To be reviewed (minor)"
        case .major: "Asking for a new major version"
        }
    }
}

extension ContractChange {
    fileprivate func lines(samples shows: Bool) -> [String] {
        let place = pointer.tokens.isEmpty ? "(whole)" : pointer.description
        var lines = ["- \(place): \(words)"]
        guard shows else { return lines }
        for sample in samples {
            lines.append("    " + sample.heading)
            lines.append("      " + String(decoding: sample.document.serialised(), as: UTF8.self))
            for violation in sample.violations.prefix(3) {
                let place = violation.pointer.isEmpty ? "(whole)" : violation.pointer
                lines.append("      \(place): \(violation.description) [\(violation.rule)]")
            }
        }
        return lines
    }
}

extension BreakingSample {
    fileprivate var heading: String {
        switch side {
        case .producer: "\(acceptedBy) accepts and \(refusedBy) refuses:"
        case .consumer: "\(acceptedBy) accepts, and \(refusedBy) refuses what its reader is sent of:"
        }
    }
}
