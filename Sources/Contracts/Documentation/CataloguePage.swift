// SPDX-License-Identifier: Apache-2.0

/// The contracts of a folder as one page that needs nothing else: for officers, on a screen, a phone or paper.
package struct CataloguePage {
    let title: String
    let contracts: [DocumentedContract]
    let lists: CodeLists

    package init(title: String, contracts: [DocumentedContract], lists: CodeLists) {
        self.title = title
        self.contracts = contracts
        self.lists = lists
    }

    /// The page as UTF-8 text.
    package func html() -> String {
        HTML.tag("html", [("lang", "en-GB")], head, body).document()
    }

    private var head: HTML {
        .tag(
            "head",
            [],
            .tag("meta", [("charset", "utf-8")]),
            .tag("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
            // Nothing is fetched, from anywhere.
            .tag(
                "meta",
                [
                    ("http-equiv", "Content-Security-Policy"),
                    ("content", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"),
                ]
            ),
            .tag("title", [], .text(title)),
            .embedded("style", source: String(decoding: PackageResources.catalogue_css, as: UTF8.self))
        )
    }

    private var body: HTML {
        let sections = contracts.map { ContractSection($0, lists: lists).html }
        return .tag(
            "body",
            [],
            .tag("a", [("class", "skip"), ("href", "#contracts")], "Skip to the contracts"),
            .tag(
                "header",
                [],
                .tag("h1", [], .text(title)),
                .tag(
                    "p",
                    [],
                    "Contracts: \(contracts.count); code lists: \(lists.all.count). A message is accepted only when it keeps its contract, and passed on only under an agreement."
                ),
                search
            ),
            contents,
            .tag("main", [("id", "contracts")], all: sections + [codeLists]),
            .embedded("script", source: String(decoding: PackageResources.catalogue_js, as: UTF8.self))
        )
    }

    private var search: HTML {
        .tag(
            "div",
            [("class", "search"), ("role", "search")],
            .tag("label", [("for", "search")], "Search fields, codes and rules"),
            .tag("input", [("id", "search"), ("type", "search"), ("autocomplete", "off"), ("spellcheck", "false")]),
            .tag("p", [("id", "found"), ("role", "status")])
        )
    }

    private var contents: HTML {
        .tag(
            "nav",
            [("aria-label", "Contents")],
            .tag("h2", [], "Contents"),
            .tag(
                "ul",
                [],
                all: contracts.map { documented in
                    let contract = documented.contract
                    return .tag(
                        "li",
                        [("data-of", contract.id.anchor)],
                        .tag("a", [("href", "#" + contract.id.anchor)], .text(contract.title)),
                        " ",
                        .tag("span", [("class", "id")], .text(contract.id.description))
                    )
                }
                    + lists.all.map { list in
                        .tag(
                            "li",
                            [("data-of", "list-" + list.id)],
                            .tag("a", [("href", "#list-" + list.id)], .text(list.title)),
                            " ",
                            .tag("span", [("class", "id")], "code list")
                        )
                    }
            )
        )
    }

    private var codeLists: HTML { .group(lists.all.map { CodeListSection(list: $0).html }) }
}

extension ContractID {
    /// What links within the page name.
    var anchor: String { "contract-\(description.replacing("@", with: "-").replacing(".", with: "-"))" }
}
