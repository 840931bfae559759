// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// The text of another body's JSON Schema, byte for byte.
package struct ForeignSchema: Sendable {
    /// What problems call it: its file or, out of a stored book, its hash.
    package let file: String
    package let bytes: [UInt8]
    /// Of exactly these bytes, as 64 lower-case hex digits.
    package let sha256: String

    /// The most that is read: 4 MiB, nested 128 deep.
    static let limits = JSONLimits.schema

    /// The text as JSON.
    ///
    /// - Throws: what is wrong with it, with its line; also that it is larger or deeper than is read.
    package func document() throws(FileProblem) -> JSONDocument {
        do throws(JSONSyntaxError) { return try JSONDocument(bytes, limits: ForeignSchema.limits) } catch {
            let isBound = error.reason == .tooLarge || error.reason == .tooDeep
            throw problem(
                line: line(at: error.offset),
                "",
                "the schema is not read: \(error)",
                isBound
                    ? "pin a smaller schema: at most 4 MiB, nested 128 deep, and no more than the message needs"
                    : "give JSON in UTF-8 without byte order mark"
            )
        }
    }

    /// What is wrong with the schema at a pointer, as its compiler writes it.
    func problem(at pointer: String, in document: JSONDocument, _ problem: String, _ mend: String) -> FileProblem {
        var node = document.root
        for token in (try? JSONPointer(parsing: pointer))?.tokens ?? [] {
            guard let next = node.at(JSONPointer(tokens: [token])) else { break }
            node = next
        }
        return self.problem(line: line(at: node.rawBytes.startIndex), pointer, problem, mend)
    }

    private func problem(line: Int, _ key: String, _ problem: String, _ mend: String) -> FileProblem {
        FileProblem(file: file, line: line, key: key, problem: problem, mend: mend)
    }

    /// Counted from 1.
    private func line(at offset: Int) -> Int {
        bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") } + 1
    }
}
