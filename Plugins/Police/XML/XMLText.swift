// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Parses XML into ``Element``s with Foundation's parser, after refusing everything a business message has no need of.
///
/// A document type declaration is refused before parsing, so that no entity but the five of XML can exist: neither expansion attacks
/// nor external entities are possible. Depth and size of the tree are bounded.
enum XMLText {
    /// Why a text was not parsed.
    enum Failure: Error, Equatable {
        case notUTF8
        case documentType
        case malformed(line: Int)
        case tooDeep
        case tooManyElements
    }

    static let maxDepth = 64
    static let maxElements = 100_000

    /// Parses one document in UTF-8.
    static func parse(_ bytes: [UInt8]) throws(Failure) -> Element {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        return try parse(text: text)
    }

    /// Parses one document that was escaped inside another; its own encoding declaration no longer means anything and is dropped.
    static func parse(text: String) throws(Failure) -> Element {
        let body = withoutDeclaration(text)
        guard !declaresDocumentType(body) else { throw .documentType }
        let builder = TreeBuilder(maxDepth: maxDepth, maxElements: maxElements)
        let parser = XMLParser(data: Data(body))
        parser.shouldProcessNamespaces = false
        parser.shouldResolveExternalEntities = false
        parser.delegate = builder
        let complete = parser.parse()
        if let refusal = builder.refusal { throw refusal }
        guard complete, let root = builder.root else { throw .malformed(line: max(parser.lineNumber, 1)) }
        return root
    }

    private static func withoutDeclaration(_ text: String) -> ArraySlice<UInt8> {
        let bytes = Array(text.utf8)
        let body = bytes.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard body.starts(with: Array("<?xml ".utf8)) || body.starts(with: Array("<?xml\n".utf8)),
            let end = body.firstIndex(of: 0x3E)
        else { return body }
        return body[(end + 1)...]
    }

    /// XML names the declaration in capitals only; a quoted `<` cannot occur in well-formed character data.
    private static func declaresDocumentType(_ bytes: ArraySlice<UInt8>) -> Bool {
        let mark = Array("<!DOCTYPE".utf8)
        var index = bytes.startIndex
        while let next = bytes[index...].firstIndex(of: 0x3C) {
            if bytes[next...].starts(with: mark) { return true }
            index = next + 1
        }
        return false
    }
}
