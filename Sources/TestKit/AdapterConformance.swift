// SPDX-License-Identifier: Apache-2.0

package import AdapterKit

/// What every adapter's reader promises, checked on one document of its format.
///
/// - The items do not depend on where the chunks were cut, nor on the reading: a restarted gateway gets the same ones again.
/// - Each item has a position of its own: event ids are made from them.
/// - Drafts name a contract with its major version, a time with an offset and what they replace, if anything; faults and passed records say something.
/// - Faults and reasons never repeat a value of the document.
/// - A document cut short or damaged anywhere ends in items, not in a crash, and an empty one in a fault.
package enum AdapterConformance {
    /// Reads the document in many ways and finds the promises broken.
    ///
    /// - Parameters:
    ///   - reader: makes a fresh reader of the same document each time.
    ///   - document: the bytes of one native document; a few dozen records with good and bad ones among them tell most.
    /// - Returns: the promises broken, in words; empty if none is.
    package static func check(reader: () -> any Reader, document: [UInt8]) -> [String] {
        let whole = items(of: document, in: document.count, by: reader)
        var broken = reading(document, whole, by: reader)
        broken += saying(whole)
        broken += ConformanceEcho.check(document, whole) { items(of: $0, in: 4096, by: reader) }
        broken += cutting(document, whole, by: reader)
        broken += damaging(document, by: reader)
        var once: [String] = []
        for promise in broken where !once.contains(promise) { once.append(promise) }
        return once
    }

    /// The items of a document handed over in chunks of one size.
    package static func items(of document: [UInt8], in size: Int, by reader: () -> any Reader) -> [Item] {
        var reader = reader()
        var items: [Item] = []
        for start in stride(from: 0, to: document.count, by: max(size, 1)) {
            items += reader.consume(document[start..<min(start + max(size, 1), document.count)])
        }
        return items + reader.finish()
    }

    private static func reading(_ document: [UInt8], _ whole: [Item], by reader: () -> any Reader) -> [String] {
        var broken: [String] = []
        if items(of: document, in: document.count, by: reader) != whole {
            broken.append("two readings of the same bytes give different items")
        }
        for size in [1, 2, 7, 64, 4096] where items(of: document, in: size, by: reader) != whole {
            broken.append("chunks of \(size) bytes give other items than the whole document")
        }
        if !items(of: [], in: 1, by: reader).contains(where: { $0.fault != nil }) {
            broken.append("an empty document yields no fault")
        }
        return broken
    }

    private static func saying(_ items: [Item]) -> [String] {
        var broken: [String] = []
        var seen: Set<Position> = []
        for item in items where !seen.insert(item.position).inserted {
            broken.append("two items stand at \(item.position)")
        }
        for item in items {
            switch item {
            case .draft(let draft):
                if !isContract(draft.contract) {
                    broken.append("\(draft.position): the contract is not named as name@major")
                }
                if isNameless(draft.action.earlier) {
                    broken.append("\(draft.position): what the draft replaces or withdraws has no name")
                }
                if !isTime(draft.time) { broken.append("\(draft.position): the time is not RFC 3339 with an offset") }
            case .fault(let fault):
                if fault.rule.isEmpty || fault.description.isEmpty || fault.mend.isEmpty {
                    broken.append("\(fault.position): the fault lacks its rule, description or mend")
                }
            case .passed(let position, let reason):
                if reason.isEmpty { broken.append("\(position): the record is passed without a reason") }
            case .reply(let report):
                if report.reference.isEmpty { broken.append("\(report.position): the report has no reference") }
            }
        }
        return broken
    }

    /// Cuts the document short at up to 64 places.
    ///
    /// What had been read before the cut stays as it was; ending the document there may add no more than one further unit to those of the
    /// whole, the one that says that something is missing.
    private static func cutting(_ document: [UInt8], _ whole: [Item], by reader: () -> any Reader) -> [String] {
        var broken: [String] = []
        let units = Set(whole.map(\.unit))
        for cut in stride(from: 0, to: document.count, by: max(document.count / 64, 1)) {
            var reader = reader()
            let before = reader.consume(document[..<cut])
            let after = reader.finish()
            if !whole.starts(with: before) {
                broken.append("a document cut at byte \(cut) had given other items before the cut")
            }
            if Set((before + after).map(\.unit)).union(units).count > units.count + 1 {
                broken.append("a document cut at byte \(cut) yields more records than the whole")
            }
            broken += saying(before + after).map { "cut at byte \(cut): \($0)" }
        }
        return broken
    }

    /// Damages single bytes at up to 48 places, in a fixed order, with those bytes that formats take notice of.
    private static func damaging(_ document: [UInt8], by reader: () -> any Reader) -> [String] {
        let disturbing: [UInt8] = Array("\"',;<>&|^~\\{}[]\n\r\t \0".utf8) + [0x80, 0xC3, 0xEF, 0xFF]
        var broken: [String] = []
        for (turn, place) in stride(from: 0, to: document.count, by: max(document.count / 48, 1)).enumerated() {
            var damaged = document
            damaged[place] = disturbing[turn % disturbing.count]
            let whole = items(of: damaged, in: damaged.count, by: reader)
            if items(of: damaged, in: 7, by: reader) != whole {
                broken.append("with byte \(place) damaged, chunks of 7 bytes give other items than the whole document")
            }
            broken += saying(whole).map { "with byte \(place) damaged: \($0)" }
        }
        return broken
    }

    private static func isNameless(_ earlier: Earlier?) -> Bool {
        switch earlier {
        case nil: false
        case .event(let id): id.isEmpty
        case .row(let document, _): document.isEmpty
        }
    }

    private static func isContract(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && Int(parts[1]).map { $0 > 0 } == true
    }

    private static func isTime(_ text: String) -> Bool {
        let shape = text.utf8.map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
        guard shape.starts(with: "0000-00-00T00:00:00".utf8) else { return false }
        var rest = shape.dropFirst(19)
        if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop { $0 == UInt8(ascii: "0") } }
        return ["Z", "+00:00", "-00:00"].contains { rest.elementsEqual($0.utf8) }
    }
}
