// SPDX-License-Identifier: Apache-2.0

package import Contracts
internal import Crypto
package import JSONSchema

/// One document a book is compiled from, in the bytes that are stored, hashed and signed: canonical (RFC 8785), but a foreign schema's
/// own, so that they have the hash that contracts pin.
package struct BookDocument: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case directory, credentials, agreement, approval, contract
        case codeList = "code-list"
        /// A schema of another body that contracts pin: no draft file of the book, but a file beside a contract.
        case foreignSchema = "foreign-schema"
    }

    package let kind: Kind
    /// The natural key among documents of its kind, such as `northshire-missing-children@3`.
    package let name: String
    package let bytes: [UInt8]
    package let value: JSONValue
    /// The file the document was written in, when it did not come from the store.
    package let source: YAMLSource?
    /// The document as contracts are compiled with it, when it is a schema of others.
    let foreign: ForeignSchema?

    package var sha256: [UInt8] { SHA256.bytes(of: bytes) }

    /// Takes a document as the store kept it.
    package init(kind: Kind, name: String, bytes: [UInt8]) throws(FileProblem) {
        do throws(JSONSyntaxError) {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw FileProblem(
                file: name,
                line: nil,
                key: "",
                problem: "the stored document is not JSON: \(error.reason)",
                mend: "apply the document again from its file"
            )
        }
        self.kind = kind
        self.name = name
        self.bytes = bytes
        source = nil
        foreign = kind == .foreignSchema ? ForeignSchema(file: "\(kind.rawValue) \(name)", bytes: bytes) : nil
    }

    /// Takes a schema of others as its file holds it; its name is its hash, so that contracts may share one.
    package init(_ schema: ForeignSchema) throws(FileProblem) {
        value = JSONValue(try schema.document().root)
        kind = .foreignSchema
        name = schema.sha256
        bytes = schema.bytes
        source = nil
        foreign = schema
    }

    /// Makes a document from its value.
    package init(kind: Kind, name: String, value: JSONValue) {
        self.kind = kind
        self.name = name
        self.value = value
        bytes = value.canonical()
        source = nil
        foreign = nil
    }

    /// Reads a draft file; the `kind` key says what it is.
    package init(yaml text: String, file: String) throws(FileProblem) {
        let source = try YAMLSource.parse(text, file: file)
        guard let kind = Kind(documentKind: source.value["kind"]?.text) else {
            throw FileProblem(
                file: file,
                line: source.line(of: .root),
                key: "/kind",
                problem: "the kind of document is not known",
                mend: "write one of: \(Kind.allCases.compactMap(\.documentKind).joined(separator: ", "))"
            )
        }
        guard let name = kind.name(of: source.value) else {
            throw FileProblem(
                file: file,
                line: source.line(of: .root),
                key: "",
                problem: "the document does not name itself",
                mend: "give \(kind.namingKeys.joined(separator: " and "))"
            )
        }
        self.kind = kind
        self.name = name
        self.source = source
        foreign = nil
        value = source.value
        bytes = source.value.canonical()
    }

    /// A fault of this document, with the line when its file is known.
    func problem(_ pointer: JSONPointer, _ problem: String, _ mend: String) -> FileProblem {
        FileProblem(
            file: source?.file ?? name,
            line: source?.line(of: pointer),
            key: pointer.description,
            problem: problem,
            mend: mend
        )
    }
}
