// SPDX-License-Identifier: Apache-2.0

extension String {
    /// Whether both are the same byte by byte: `==` takes two spellings of a letter for one.
    func hasBytes(of other: String) -> Bool {
        var (own, other) = (self, other)
        return own.withUTF8 { own in other.withUTF8 { own.elementsEqual($0) } }
    }

    var isASCII: Bool {
        var own = self
        return own.withUTF8 { $0.allSatisfy { $0 < 0x80 } }
    }
}
