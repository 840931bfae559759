// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// A YAML file read as JSON, remembering where each value stood.
///
/// YAML 1.2 core schema only. Anchors, aliases, tags, merge keys, duplicate keys and a second document are refused, and so
/// is every unquoted scalar that a YAML 1.1 reader would take for another type: a contract must mean one thing.
package struct YAMLSource: Sendable {
    /// Where a value, or the key naming it, begins; both counted from 1.
    package struct Position: Sendable, Hashable {
        package let line: Int
        package let column: Int
    }

    package let file: String
    package let value: JSONValue
    private let positions: [String: Position]

    init(file: String, value: JSONValue, positions: [String: Position]) {
        self.file = file
        self.value = value
        self.positions = positions
    }

    /// The position of exactly this pointer.
    package func position(of pointer: JSONPointer) -> Position? {
        positions[pointer.description]
    }

    /// The line of this pointer or, when the file has no such key, of the nearest value that would hold it.
    package func line(of pointer: JSONPointer) -> Int? {
        var tokens = pointer.tokens
        while true {
            let path = tokens.map { "/" + YAMLSource.escaped($0) }.joined()
            if let found = positions[path] { return found.line }
            guard tokens.popLast() != nil else { return nil }
        }
    }

    /// A fault of the file, with its line.
    func problem(_ place: JSONPointer, _ problem: String, _ mend: String) -> FileProblem {
        FileProblem(file: file, line: line(of: place), key: place.description, problem: problem, mend: mend)
    }

    /// A pointer token as RFC 6901 writes it.
    static func escaped(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return token }
        return token.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }
}
