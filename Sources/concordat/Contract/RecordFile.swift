// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Contracts
import Foundation
import JSONSchema

/// How the records of a file are written.
enum RecordFormat: String, CaseIterable {
    case json, ndjson, csv

    /// By the end of the file's name; nil for any other.
    init?(path: String) {
        switch (path as NSString).pathExtension.lowercased() {
        case "json": self = .json
        case "ndjson", "jsonl": self = .ndjson
        case "csv": self = .csv
        default: return nil
        }
    }
}

/// A file of records that a contract can be held against.
struct RecordFile {
    struct Unreadable: Error, CustomStringConvertible {
        let reason: String
        let mend: String
        var description: String { "\(reason). Mend: \(mend)." }
    }

    /// A JSON file is read whole.
    private static let largestJSON = 512 << 20
    private static let pieceBytes = 256 << 10

    let path: String
    let format: RecordFormat
    private let data: Data

    init(path: String, format: RecordFormat?) throws {
        guard let format = format ?? RecordFormat(path: path) else {
            throw Unreadable(reason: "\(path) does not say how its records are written", mend: "add --format")
        }
        guard let data = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else {
            throw Unreadable(reason: "\(path) cannot be read", mend: "give the path of a file")
        }
        self.path = path
        self.format = format
        self.data = data
    }

    /// Checks every record, showing how far it has come.
    func check(against contract: Contract, console: Console) throws -> CheckTally {
        var run = RecordRun(contract, counting: format == .json ? "record" : "line")
        var meter = ProgressMeter(total: data.count, console: console)
        switch format {
        case .json: try checkJSON(&run, &meter)
        case .ndjson: checkLines(&run, &meter)
        case .csv: try checkRows(contract, &run, &meter)
        }
        return run.tally
    }

    private func checkJSON(_ run: inout RecordRun, _ meter: inout ProgressMeter) throws {
        guard data.count <= Self.largestJSON else {
            throw Unreadable(
                reason: "the file is larger than 512 MiB",
                mend: "write it as NDJSON, one record on a line"
            )
        }
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument([UInt8](data), limits: JSONLimits(maxBytes: Self.largestJSON, maxDepth: 65))
        } catch {
            throw Unreadable(
                reason: "the file is not JSON: \(error)",
                mend: "correct it, or give --format ndjson or csv"
            )
        }
        guard document.root.kind == .array else {
            return run.check(document.root, number: 1, at: "the document")
        }
        let count = document.root.count
        for (index, record) in document.root.elements.enumerated() {
            run.check(record, number: index + 1)
            meter.show((index + 1) * data.count / max(count, 1), records: run.documents)
        }
    }

    private func checkLines(_ run: inout RecordRun, _ meter: inout ProgressMeter) {
        var start = data.startIndex
        var line = 0
        while start < data.endIndex {
            let end = data[start...].firstIndex(of: UInt8(ascii: "\n")) ?? data.endIndex
            line += 1
            let bytes = [UInt8](data[start..<end])
            start = end < data.endIndex ? data.index(after: end) : end
            guard bytes.contains(where: { $0 > 0x20 }) else { continue }
            run.check(bytes, number: line)
            meter.show(start - data.startIndex, records: run.documents)
        }
    }

    private func checkRows(_ contract: Contract, _ run: inout RecordRun, _ meter: inout ProgressMeter) throws {
        var splitter = CSVSplitter()
        var columns: RecordColumns?
        var start = data.startIndex
        while true {
            let end = min(start + Self.pieceBytes, data.endIndex)
            let isLast = start == end
            let rows = isLast ? splitter.finish() : splitter.consume(ArraySlice([UInt8](data[start..<end])))
            for row in rows {
                switch (row.fields, columns) {
                case (.success(let names), nil): columns = try RecordColumns(names, contract)
                case (.success(let cells), let columns?):
                    guard let record = columns.record(cells) else {
                        run.refuse("it has another number of fields than the header", number: row.line)
                        continue
                    }
                    run.check(record.serialised(), number: row.line)
                case (.failure(let mistake), nil):
                    throw Unreadable(reason: "the header cannot be read: \(mistake.description)", mend: mistake.mend)
                case (.failure(let mistake), _): run.refuse(mistake.description, number: row.line)
                }
            }
            meter.show(end - data.startIndex, records: run.documents)
            guard !isLast else { return }
            start = end
        }
    }
}

/// Shows on a terminal how much of a file is done.
struct ProgressMeter {
    private static let width = 30

    private let total: Int
    private let console: Console
    private var shown = -1

    init(total: Int, console: Console) {
        self.total = max(total, 1)
        self.console = console
    }

    /// Writes only when the percentage has changed.
    mutating func show(_ done: Int, records: Int) {
        let percent = done * 100 / total
        guard percent != shown else { return }
        shown = percent
        console.progress(Self.bar(percent) + " \(percent) %, \(records) records")
    }

    static func bar(_ percent: Int) -> String {
        let full = percent * width / 100
        return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: width - full) + "]"
    }
}
