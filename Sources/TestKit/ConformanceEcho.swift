// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Finds values of a document that an adapter repeats in its faults or reasons.
///
/// A word of the document that also stands in a fault may be a leak or the adapter's own vocabulary (`startdate`, `PID`), and no list tells
/// them apart. So each word is replaced, in the document, by letters or digits that nobody's vocabulary holds: where those turn up in
/// a text, the adapter has copied from the document. Words are runs of ASCII letters and digits, and of bytes past ASCII. Those shorter
/// than four bytes are left out: codes such as `AM` or `17` stand in ordinary text by chance and identify nobody. Of the words, those
/// that the faults share with the document are all tried, and a sample of the others, which turns good values into bad ones.
enum ConformanceEcho {
    private static let letters = Array("QxZjVqXkWz".utf8)
    private static let digits = Array("73917".utf8)
    private static let shortest = 4
    private static let samples = 48

    static func check(_ document: [UInt8], _ whole: [Item], read: ([UInt8]) -> [Item]) -> [String] {
        let words = words(of: document)
        let spoken = texts(of: whole).joined(separator: "\n").utf8
        let shared = Set(words.map { Array(document[$0]) }).filter { spoken.contains($0) }
        var broken: [String] = []
        for word in shared {
            let places = words.filter { document[$0].elementsEqual(word) }
            broken += echoes(read(replacing(places, in: document)))
        }
        for index in stride(from: 0, to: words.count, by: max(words.count / samples, 1)) {
            broken += echoes(read(replacing([words[index]], in: document)))
        }
        return broken
    }

    /// The report names the rule and the place, not the text.
    private static func echoes(_ items: [Item]) -> [String] {
        items.filter { item in texts(of: [item]).contains(where: isEcho) }.map { item in
            "\(item.fault?.rule ?? "a passed record") at \(item.position.unit) repeats a value of the document"
        }
    }

    private static func isEcho(_ text: String) -> Bool {
        let text = Array(text.lowercased().utf8)
        return [letters, digits].contains { alphabet in
            let turned = Array(String(decoding: alphabet + alphabet, as: UTF8.self).lowercased().utf8)
            return alphabet.indices.contains { start in text[...].contains(turned[start..<(start + shortest)]) }
        }
    }

    private static func texts(of items: [Item]) -> [String] {
        items.flatMap { item -> [String] in
            switch item {
            case .fault(let fault):
                [fault.rule, fault.description, fault.mend, fault.position.unit, fault.position.part ?? ""]
            case .passed(let position, let reason): [reason, position.unit, position.part ?? ""]
            case .draft(let draft): [draft.position.unit, draft.position.part ?? ""]
            case .reply(let report): [report.position.unit, report.position.part ?? ""]
            }
        }
    }

    private static func words(of document: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start = 0
        for index in 0...document.count {
            if index < document.count, isWord(document[index]) { continue }
            if index - start >= shortest { words.append(start..<index) }
            start = index + 1
        }
        return words
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
    }

    /// Keeps the lengths, and digits where there were only digits, so that the document stays as readable as it was.
    private static func replacing(_ places: [Range<Int>], in document: [UInt8]) -> [UInt8] {
        var changed = document
        for place in places {
            let alphabet = document[place].allSatisfy { (0x30...0x39).contains($0) } ? digits : letters
            for (offset, index) in place.enumerated() { changed[index] = alphabet[offset % alphabet.count] }
        }
        return changed
    }
}

extension Item {
    /// Where the item stands.
    var position: Position {
        switch self {
        case .draft(let draft): draft.position
        case .fault(let fault): fault.position
        case .passed(let position, _): position
        case .reply(let report): report.position
        }
    }

    /// The position without its part.
    var unit: Position { Position(position.unit, position.number) }

    /// The fault, if it is one.
    var fault: Fault? {
        guard case .fault(let fault) = self else { return nil }
        return fault
    }
}
