// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Builds a bounded tree from the parser's events; local to one call of ``XMLText/parse(text:)``.
final class TreeBuilder: NSObject, XMLParserDelegate {
    private(set) var root: Element?
    private(set) var refusal: XMLText.Failure?
    private var open: [Element] = []
    private var count = 0
    private let maxDepth: Int
    private let maxElements: Int

    init(maxDepth: Int, maxElements: Int) {
        self.maxDepth = maxDepth
        self.maxElements = maxElements
    }

    func parser(
        _ parser: XMLParser,
        didStartElement elementName: String,
        namespaceURI: String?,
        qualifiedName qName: String?,
        attributes attributeDict: [String: String]
    ) {
        count += 1
        if open.count >= maxDepth { refuse(.tooDeep, parser) }
        if count > maxElements { refuse(.tooManyElements, parser) }
        guard refusal == nil else { return }
        open.append(Element(Self.localName(elementName)))
    }

    func parser(
        _ parser: XMLParser,
        didEndElement elementName: String,
        namespaceURI: String?,
        qualifiedName qName: String?
    ) {
        guard refusal == nil, let element = open.popLast() else { return }
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].children.append(element)
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        append(string)
    }

    func parser(_ parser: XMLParser, foundCDATA CDATABlock: Data) {
        append(String(decoding: CDATABlock, as: UTF8.self))
    }

    private func append(_ string: String) {
        guard refusal == nil, !open.isEmpty else { return }
        open[open.count - 1].text += string
    }

    private func refuse(_ failure: XMLText.Failure, _ parser: XMLParser) {
        if refusal == nil { refusal = failure }
        parser.abortParsing()
    }

    /// Police systems differ in the prefixes they choose, never in the local names.
    private static func localName(_ name: String) -> String {
        name.utf8.lastIndex(of: 0x3A).map { String(name[name.index(after: $0)...]) } ?? name
    }
}
