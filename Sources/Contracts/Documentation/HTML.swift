// SPDX-License-Identifier: Apache-2.0

/// A piece of a page.
///
/// Texts and attribute values are escaped when it is written; only the program's own style and script are not.
indirect enum HTML: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    case text(String)
    case element(String, attributes: [(name: String, value: String)], content: [HTML])
    case group([HTML])
    /// The program's own style sheet or script, as it stands.
    case embedded(String, source: String)

    init(stringLiteral value: String) { self = .text(value) }

    static let nothing = HTML.group([])

    /// An element with its attributes and content.
    static func tag(_ name: String, _ attributes: [(String, String)] = [], _ content: HTML...) -> HTML {
        .element(name, attributes: attributes.map { (name: $0.0, value: $0.1) }, content: content)
    }

    static func tag(_ name: String, _ attributes: [(String, String)] = [], all content: [HTML]) -> HTML {
        .element(name, attributes: attributes.map { (name: $0.0, value: $0.1) }, content: content)
    }

    /// A whole page as text.
    func document() -> String {
        var text = "<!DOCTYPE html>\n"
        write(to: &text)
        return text + "\n"
    }

    private static let void: Set<String> = ["meta", "input", "br", "wbr"]
    private static let blocks: Set<String> = [
        "head", "body", "header", "main", "nav", "section", "table", "tr", "ul", "ol", "li", "h1", "h2", "h3", "p",
        "dl",
        "details", "footer", "meta", "title", "dt",
    ]

    private func write(to text: inout String) {
        switch self {
        case .text(let plain): text += HTML.escaped(plain)
        case .group(let parts): for part in parts { part.write(to: &text) }
        case .embedded(let name, let source): text += "\n<\(name)>\n\(source)</\(name)>"
        case .element(let name, let attributes, let content):
            text += HTML.blocks.contains(name) ? "\n<\(name)" : "<\(name)"
            for attribute in attributes {
                text += " \(attribute.name)=\"\(HTML.escaped(attribute.value))\""
            }
            text += ">"
            guard !HTML.void.contains(name) else { return }
            for part in content { part.write(to: &text) }
            text += "</\(name)>"
        }
    }

    /// Text as it may stand between tags and in quoted attribute values.
    ///
    /// Characters that HTML does not allow are left out.
    static func escaped(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            case "\u{9}", "\u{A}": safe.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value): continue
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }
}
