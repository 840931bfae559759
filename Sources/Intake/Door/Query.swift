// SPDX-License-Identifier: Apache-2.0

/// The parameters behind the question mark of an address.
struct Query: Sendable, Hashable {
    private var items: [String: String] = [:]

    init() {}

    init(_ text: Substring) {
        for pair in text.split(separator: "&").prefix(20) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(parts[0]), let value = Self.decode(parts.count > 1 ? parts[1] : "") else {
                continue
            }
            items[name] = value
        }
    }

    subscript(name: String) -> String? { items[name] }

    /// A whole number within bounds; nil when it is not given.
    func integer(_ name: String, _ range: ClosedRange<Int64>) throws(ParameterProblem) -> Int64? {
        guard let text = items[name] else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text), range.contains(number)
        else {
            throw ParameterProblem(
                name: name,
                mend: "Send a whole number from \(range.lowerBound) to \(range.upperBound)."
            )
        }
        return number
    }

    /// True or false; nil when it is not given.
    func flag(_ name: String) throws(ParameterProblem) -> Bool? {
        switch items[name] {
        case nil: nil
        case "true": true
        case "false": false
        default: throw ParameterProblem(name: name, mend: "Send true or false.")
        }
    }

    private static func decode(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

/// A parameter, header or member that cannot be read; names it, never quotes it.
struct ParameterProblem: Error, Sendable, Hashable {
    let name: String
    let mend: String
}
