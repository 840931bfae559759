// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema

/// One contract on the catalogue's page.
struct ContractSection {
    let documented: DocumentedContract
    let lists: CodeLists
    let contract: Contract

    init(_ documented: DocumentedContract, lists: CodeLists) {
        self.documented = documented
        self.lists = lists
        contract = documented.contract
    }

    var html: HTML {
        let anchor = contract.id.anchor
        return .tag(
            "section",
            [("class", "contract"), ("id", anchor), ("aria-labelledby", anchor + "-title")],
            .tag("h2", [("id", anchor + "-title")], .text(contract.title)),
            .tag("p", [("class", "id")], .text(contract.id.description)),
            .tag("p", [], .text(contract.purpose)),
            facts,
            download,
            .tag("h3", [], "Fields"),
            FieldTable(contract: contract, lists: lists).html,
            rules,
            sharing,
            examples
        )
    }

    private var facts: HTML {
        let facts = ContractFactRows(contract).rows
        return .tag(
            "dl",
            [],
            all: facts.flatMap { [HTML.tag("dt", [], .text($0.name)), HTML.tag("dd", [], .text($0.value))] }
        )
    }

    private var download: HTML {
        let schema = Data(contract.schema.indented().utf8).base64EncodedString()
        return .tag(
            "p",
            [("class", "download")],
            .tag(
                "a",
                [
                    ("href", "data:application/schema+json;base64," + schema),
                    ("download", "\(contract.id.description.replacing("@", with: "-")).schema.json"),
                ],
                "Download the JSON Schema (2020-12)"
            ),
            .text(" Published at \(contract.dataschema)")
        )
    }

    private var rules: HTML {
        let rules = contract.rules.filter { if case .bound = $0.body { false } else { true } }
        guard !rules.isEmpty else { return .nothing }
        return .group([
            .tag("h3", [], "Rules"),
            PageTable.html(
                caption: "Rules of \(contract.title)",
                columns: ["Rule", "When broken", "What must hold", "Where", "What to do"],
                rows: rules.map { rule in
                    [
                        // A long id may be broken after a word.
                        .tag("code", [], all: rule.id.split(separator: "_").map(String.init).joined(words: "_")),
                        .text(rule.severity == .error ? "refused" : "warning"),
                        .group([.text(rule.description), RuleSource.html(rule)]),
                        .tag("code", [], all: rule.node.appending(rule.report).breakable),
                        .text(rule.mend),
                    ]
                },
                kind: "rules"
            ),
        ])
    }

    private var sharing: HTML {
        guard !documented.sharing.isEmpty else { return .nothing }
        return .group([
            .tag("h3", [], "Shared under"),
            PageTable.html(
                caption: "Agreements that permit \(contract.title)",
                columns: ["Clause", "From", "To", "Purpose", "Legal bases and powers", "Kept by the recipient"],
                rows: documented.sharing.map { share in
                    [
                        .text("\(share.agreement), \(share.clause)"), .text(share.from), .text(share.to),
                        .text(share.purposes), .text(share.bases), .text(share.retention),
                    ]
                },
                kind: "sharing"
            ),
        ])
    }

    private var examples: HTML {
        guard !documented.examples.isEmpty else { return .nothing }
        let records = documented.examples.map { example in
            HTML.tag(
                "details",
                [],
                .tag("summary", [], .text(example.name)),
                .tag("pre", [("tabindex", "0")], .tag("code", [], .text(example.text)))
            )
        }
        return .tag("div", [("class", "examples")], all: [.tag("h3", [], "Examples")] + records)
    }
}

/// How a rule is checked, for those who ask.
enum RuleSource {
    static func html(_ rule: Rule) -> HTML {
        let (engine, source): (String, String) =
            switch rule.body {
            case .cel(_, let source): ("CEL", source)
            case .fragment(let fragment, _): ("JSON Schema", fragment.indented())
            case .check(_, let implementation): ("the gateway's own check", implementation.indented())
            case .bound(let bound): ("time", bound.limit)
            }
        return .tag(
            "details",
            [],
            .tag("summary", [], .text("Checked by \(engine)")),
            .tag("pre", [("tabindex", "0")], .tag("code", [], .text(source)))
        )
    }
}

extension [String] {
    /// The words with a separator behind all but the last, where a line may end.
    fileprivate func joined(words separator: String) -> [HTML] {
        enumerated().flatMap { $0 + 1 < count ? [HTML.text($1 + separator), .tag("wbr")] : [.text($1)] }
    }
}

extension FieldPattern {
    /// The pointer with a place to end the line behind each part.
    var breakable: [HTML] {
        tokens.isEmpty ? [.text(spoken)] : tokens.flatMap { [HTML.text("/" + $0), .tag("wbr")] }
    }

    /// The pointer, or words for the whole message.
    var spoken: String { tokens.isEmpty ? "the message" : description }
}
