// SPDX-License-Identifier: Apache-2.0

/// One code list on the catalogue's page.
struct CodeListSection {
    let list: CodeList

    var html: HTML {
        .tag(
            "section",
            [("class", "contract"), ("id", "list-" + list.id), ("aria-labelledby", "list-\(list.id)-title")],
            .tag("h2", [("id", "list-\(list.id)-title")], .text(list.title)),
            .tag("p", [("class", "id")], .text("Code list " + list.id)),
            .tag("p", [], .text("Source: \(list.citation)." + (list.url.map { " \($0)" } ?? ""))),
            PageTable.html(
                caption: "Codes of \(list.title)",
                columns: ["Code", "Meaning", "In use", "Written today"],
                rows: list.entries.map { entry in
                    [
                        .tag("code", [], .text(entry.value)),
                        .text(entry.label + (entry.note.map { ". \($0)" } ?? "")),
                        .text(Self.days(entry)),
                        .text(entry.replacedBy.joined(separator: ", ")),
                    ]
                }
            )
        )
    }

    private static func days(_ entry: CodeList.Entry) -> String {
        switch (entry.validFrom, entry.validTo) {
        case (nil, nil): "yes"
        case (let from?, nil): "from \(from)"
        case (nil, let to?): "until \(to)"
        case (let from?, let to?): "\(from) to \(to)"
        }
    }
}

/// A table that reads as cards on a narrow screen.
enum PageTable {
    /// Empty cells are left out on a narrow screen.
    static func html(caption: String, columns: [String], rows: [[HTML]], kind: String = "") -> HTML {
        guard !rows.isEmpty else { return .nothing }
        return .tag(
            "table",
            [("role", "table"), ("class", kind)],
            .tag("caption", [], .text(caption)),
            .tag(
                "thead",
                [("role", "rowgroup")],
                .tag(
                    "tr",
                    [("role", "row")],
                    all: columns.map { .tag("th", [("scope", "col"), ("role", "columnheader")], .text($0)) }
                )
            ),
            .tag("tbody", [("role", "rowgroup")], all: rows.map { row($0, columns) })
        )
    }

    private static func row(_ cells: [HTML], _ columns: [String]) -> HTML {
        .tag(
            "tr",
            [("role", "row")],
            all: zip(cells, columns).enumerated().map { place, cell in
                place == 0
                    ? .tag("th", [("scope", "row"), ("role", "rowheader")], cell.0)
                    : .tag("td", [("role", "cell"), ("data-label", cell.1)], cell.0)
            }
        )
    }
}
