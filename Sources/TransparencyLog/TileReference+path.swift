// SPDX-License-Identifier: Apache-2.0

extension TileReference {
    /// The path below the log's prefix, such as `tile/0/x001/x234/067.p/12`.
    package var path: String {
        let suffix = isFull ? "" : ".p/\(width)"
        return "tile/\(address.level)/\(Self.elements(of: address.index))\(suffix)"
    }

    /// Reads a path, in its one canonical spelling; entry bundles (`tile/entries/...`) are not known here.
    package init(path: String) throws(TilePathError) {
        var elements = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        guard let head = elements.popFirst(), head.elementsEqual("tile".utf8) else { throw .prefix }
        guard let level = elements.popFirst().flatMap(Decimal.decode), level <= 63 else { throw .level }
        var width = Tile.fullWidth
        if elements.count >= 2, elements[elements.endIndex - 2].ends(with: ".p".utf8) {
            guard let text = elements.popLast(), let narrow = Decimal.decode(text), (1...255).contains(narrow) else {
                throw .width
            }
            width = Int(narrow)
            if let last = elements.popLast() { elements.append(last.dropLast(2)) }
        }
        guard let index = Self.index(of: elements) else { throw .index }
        self.init(unchecked: TileAddress(level: Int(level), index: index), width: width)
        guard self.path.utf8.elementsEqual(path.utf8) else { throw .index }
    }

    /// Writes 1234067 as `x001/x234/067`.
    private static func elements(of index: UInt64) -> String {
        var text = threeDigits(index % 1000)
        var rest = index / 1000
        while rest > 0 {
            text = "x\(threeDigits(rest % 1000))/\(text)"
            rest /= 1000
        }
        return text
    }

    private static func threeDigits(_ number: UInt64) -> String {
        let text = String(number)
        return String(repeating: "0", count: 3 - text.utf8.count) + text
    }

    /// Reads the number, leaving the check of the spelling to the comparison with the path written anew.
    private static func index(of elements: ArraySlice<Substring.UTF8View>) -> UInt64? {
        let digits = elements.flatMap { $0.first == UInt8(ascii: "x") ? $0.dropFirst() : $0 }
        guard !digits.isEmpty else { return nil }
        let number = digits.drop { $0 == UInt8(ascii: "0") }
        return number.isEmpty ? 0 : Decimal.decode(number)
    }
}

extension BidirectionalCollection where Element: Equatable {
    fileprivate func ends(with tail: some BidirectionalCollection<Element>) -> Bool {
        suffix(tail.count).elementsEqual(tail)
    }
}
