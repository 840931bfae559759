// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

extension ContractComparison {
    /// The comparison for machines.
    ///
    /// `{old, new, verdict, producer, consumer, expectedVersion, numbering, changes: [{pointer, kind, severity, words,
    /// affects, undecided, samples: [{side, acceptedBy, refusedBy, document, violations: [{pointer, rule, description}]}]}]}`
    package var json: JSONValue {
        .object([
            JSONMember("old", .string(old.description)),
            JSONMember("new", .string(new.description)),
            JSONMember("verdict", .string(verdict.word)),
            JSONMember("producer", .string(verdict(for: .producer).word)),
            JSONMember("consumer", .string(verdict(for: .consumer).word)),
            JSONMember("expectedVersion", expectedVersion.map { .string($0) } ?? .null),
            JSONMember("numbering", .string(numbering.word)),
            JSONMember("changes", .array(changes.map(\.json))),
        ])
    }
}

extension ContractComparison.Numbering {
    fileprivate var word: String {
        switch self {
        case .right: "right"
        case .tooLow: "too-low"
        case .higherThanNeeded: "higher-than-needed"
        }
    }
}

extension ContractChange {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("pointer", .string(pointer.description)),
            JSONMember("kind", .string(kind.rawValue)),
            JSONMember("severity", .string(severity.word)),
            JSONMember("words", .string(words)),
            JSONMember("affects", .array(affects.map { .string($0.rawValue) })),
            JSONMember("undecided", .array(undecided.map { .string($0.rawValue) })),
            JSONMember("samples", .array(samples.map(\.json))),
        ])
    }
}

extension BreakingSample {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("side", .string(side.rawValue)),
            JSONMember("acceptedBy", .string(acceptedBy.description)),
            JSONMember("refusedBy", .string(refusedBy.description)),
            JSONMember("document", document),
            JSONMember(
                "violations",
                .array(
                    violations.map { violation in
                        .object([
                            JSONMember("pointer", .string(violation.pointer)),
                            JSONMember("rule", .string(violation.rule)),
                            JSONMember("description", .string(violation.description)),
                        ])
                    }
                )
            ),
        ])
    }
}
