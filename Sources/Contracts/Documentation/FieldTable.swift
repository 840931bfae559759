// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// The fields of a contract as a table: what each means, takes and is marked with.
struct FieldTable {
    let contract: Contract
    let lists: CodeLists

    var html: HTML {
        PageTable.html(
            caption: "Fields of \(contract.title)",
            columns: ["Field", "Needed", "Takes", "Meaning", "Marked"],
            rows: contract.fields.compactMap { field in
                contract.shape.descendant(field.pointer.tokens).map { row(field, $0) }
            },
            kind: "fields"
        )
    }

    private func row(_ field: ContractField, _ shape: Shape) -> [HTML] {
        [
            .tag(
                "code",
                [("class", "depth-\(min(field.pointer.tokens.count, 6))")],
                all: field.pointer.breakable
            ),
            .text(need(field)),
            takes(field, shape),
            meaning(field, shape),
            marks(field, shape),
        ]
    }

    private func need(_ field: ContractField) -> String {
        if field.pointer.tokens.last == "*" { return "each" }
        return (field.isRequired ? "yes" : "no") + (field.isPrimaryKey ? ", part of the key" : "")
            + (field.isUnique ? ", never alike in two records" : "")
    }

    private func takes(_ field: ContractField, _ shape: Shape) -> HTML {
        let limits = FieldLimits(shape)
        var parts: [HTML] = [.text(([limits.kind] + limits.limits).joined(separator: "; "))]
        if let pattern = limits.pattern { parts += ["; form ", .tag("code", [], .text(pattern))] }
        for list in checked(field) {
            parts += ["; see ", .tag("a", [("href", "#list-" + list.id)], .text(list.title))]
        }
        if !field.codes.isEmpty { parts.append(codes(field)) }
        return .group(parts)
    }

    /// The code lists that rules on the field look into.
    private func checked(_ field: ContractField) -> [CodeList] {
        contract.rules.compactMap { rule in
            guard rule.node == field.pointer, case .check(let check, _) = rule.body else { return nil }
            return check.list.flatMap { lists[$0.id] }
        }
    }

    private func codes(_ field: ContractField) -> HTML {
        let items = field.codes.map { code -> HTML in
            let words = [code.label, code.meaning].compactMap(\.self).joined(separator: ". ")
            return .tag(
                "li",
                [],
                .tag("code", [], .text(Self.plain(code.value))),
                .text(words.isEmpty ? "" : " \(words)")
            )
        }
        let list = HTML.tag("ul", [("class", "codes")], all: items)
        guard items.count > 6 else { return list }
        return .tag("details", [], .tag("summary", [], "\(items.count) codes"), list)
    }

    private func meaning(_ field: ContractField, _ shape: Shape) -> HTML {
        let words = [field.title, field.description].compactMap(\.self).joined(separator: ". ")
        guard !shape.examples.isEmpty else { return .text(words) }
        let examples = shape.examples.map(Self.plain).joined(separator: ", ")
        return .group([
            .text(words + (words.isEmpty ? "" : " ")),
            .tag("span", [("class", "example")], .text("Example: \(examples)")),
        ])
    }

    private func marks(_ field: ContractField, _ shape: Shape) -> HTML {
        var words = [field.classification].compactMap(\.self)
        if field.dataCategory != .ordinary { words.append("\(field.dataCategory.rawValue) category data") }
        if field.isLocation { words.append("location") }
        if field.isNarrative { words.append("narrative") }
        if shape.isDeprecated { words.append("deprecated") }
        return .group(words.flatMap { [.tag("span", [("class", "mark")], .text($0)), " "] })
    }

    private static func plain(_ value: JSONValue) -> String {
        value.asText ?? String(decoding: value.serialised(), as: UTF8.self)
    }
}
