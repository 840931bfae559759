// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import TestKit
import Testing

@Suite struct `The schools adapter keeps its promises` {
    @Test func `on the sample file`() throws {
        let adapter = try SchoolsFixture.adapter()
        let context = DocumentContext(feed: "f", id: "d", agency: "a", receivedAt: "2026-11-20T12:00:00Z")
        #expect(
            AdapterConformance.check(reader: { adapter.reader(for: context) }, document: try SchoolsFixture.sample())
                == []
        )
    }

    @Test func `on the beginning of a real census extract`() throws {
        let path = "samples/schools/school-census-2024_autumn_termlyexclusionsonroll.csv"
        guard let bytes = try SchoolsFixture.shared(path) else { return }
        let adapter = try SchoolsFixture.adapter(`Real census extracts`.settings)
        let context = DocumentContext(feed: "f", id: "d", agency: "a", receivedAt: "2026-11-20T12:00:00Z")
        #expect(
            AdapterConformance.check(reader: { adapter.reader(for: context) }, document: Array(bytes.prefix(6000)))
                == []
        )
    }
}

/// A reader of lines that breaks one promise.
struct BrokenReader: Reader {
    enum Defect {
        case echoes, echoesInPassing, countsChunks, repeatsPositions, isSilentOnNothing, losesTime, replacesNothing,
            crashesNever
    }

    let defect: Defect
    private var line: [UInt8] = []
    private var lines = 0
    private var chunks = 0

    init(_ defect: Defect) { self.defect = defect }

    mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Item] {
        chunks += 1
        var items: [Item] = []
        for byte in chunk {
            if byte == UInt8(ascii: "\n") { items.append(item()) } else { line.append(byte) }
        }
        return items
    }

    mutating func finish() -> [Item] {
        if !line.isEmpty { return [item()] }
        guard lines == 0, defect != .isSilentOnNothing else { return [] }
        return [.fault(Fault(at: Position("line", 1), rule: "r", description: "no lines", mend: "send lines"))]
    }

    private mutating func item() -> Item {
        lines += 1
        let text = String(decoding: line, as: UTF8.self)
        line = []
        let position = Position("line", defect == .repeatsPositions ? 1 : lines)
        switch defect {
        case .echoes where text.hasPrefix("bad"):
            return .fault(
                Fault(
                    at: position,
                    rule: "r",
                    description: "cannot read \(text.dropFirst(4).prefix(5).uppercased())",
                    mend: "m"
                )
            )
        case .echoesInPassing where text.hasPrefix("bad"): return .passed(position, reason: text)
        case .losesTime:
            return .draft(Draft(at: position, contract: "c@1", time: "2026-11-20", data: .string(text), routes: []))
        case .replacesNothing:
            return .draft(
                Draft(
                    at: position,
                    contract: "c@1",
                    time: "2026-11-20T00:00:00Z",
                    data: .null,
                    routes: [],
                    action: .replace(.row(document: "", Position("line", 1)))
                )
            )
        case .countsChunks:
            return .draft(
                Draft(at: position, contract: "c@\(chunks)", time: "2026-11-20T00:00:00Z", data: .null, routes: [])
            )
        default:
            return .draft(
                Draft(at: position, contract: "c@1", time: "2026-11-20T00:00:00Z", data: .string(text), routes: [])
            )
        }
    }
}

@Suite struct `The conformance check finds what is broken` {
    static let document = Array("good Okonjo\nbad Marlowe\ngood cannot read\n".utf8)

    @Test(arguments: [
        (BrokenReader.Defect.echoes, "repeats a value"), (.echoesInPassing, "repeats a value"),
        (.countsChunks, "other items"),
        (.repeatsPositions, "two items stand at"), (.isSilentOnNothing, "yields no fault"),
        (.losesTime, "time is not RFC 3339"), (.replacesNothing, "has no name"),
    ])
    func `in a reader that breaks one promise`(defect: BrokenReader.Defect, words: String) {
        let broken = AdapterConformance.check(reader: { BrokenReader(defect) }, document: Self.document)
        #expect(broken.contains { $0.contains(words) }, "\(broken)")
    }

    @Test func `and nothing in one that keeps them, though its vocabulary stands in the document`() {
        #expect(AdapterConformance.check(reader: { BrokenReader(.crashesNever) }, document: Self.document) == [])
    }
}
