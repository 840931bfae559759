// SPDX-License-Identifier: Apache-2.0

/// One element of an XML document: local name, direct text and children.
///
/// Attributes are not kept: SPI puts no facts there.
struct Element: Sendable, Equatable {
    let name: String
    var text = ""
    var children: [Element] = []

    init(_ name: String) {
        self.name = name
    }

    /// The first child of that local name.
    subscript(name: String) -> Element? {
        children.first { $0.name == name }
    }

    /// The children of that local name.
    func all(_ name: String) -> [Element] {
        children.filter { $0.name == name }
    }

    /// The element at a path of local names.
    func at(_ path: String...) -> Element? {
        var found: Element? = self
        for name in path { found = found?[name] }
        return found
    }

    /// The text of the child of that name, trimmed; an empty element counts as absent.
    func value(_ name: String) -> String? {
        self[name]?.trimmed
    }

    /// The element's own text without surrounding white space; nil when nothing is left.
    var trimmed: String? {
        let bytes = Array(text.utf8)
        guard let first = bytes.firstIndex(where: { !Self.isSpace($0) }),
            let last = bytes.lastIndex(where: { !Self.isSpace($0) })
        else { return nil }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    /// The first element of that name at or below this one, in document order.
    func firstDescendant(_ name: String) -> Element? {
        if self.name == name { return self }
        for child in children {
            if let found = child.firstDescendant(name) { return found }
        }
        return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
