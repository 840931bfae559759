// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Reads a file of suspensions: the school census extract, or our richer file of the same columns.
struct SuspensionReader: Reader {
    /// How many rows of one file are read: what has been seen must be remembered to tell a repetition.
    static let mostRows = 100_000

    private let settings: SchoolsSettings
    private let document: String
    private var table = CSVTable(rules: "schools", required: SuspensionColumns.required, known: SuspensionColumns.known)
    private var seen: Set<SuspensionRow.Key> = []
    private var rows = 0

    init(settings: SchoolsSettings, document: String) {
        self.settings = settings
        self.document = document
    }

    mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Item] {
        table.consume(chunk).map { item($0) }
    }

    mutating func finish() -> [Item] {
        table.finish().map { item($0) }
    }

    private mutating func item(_ entry: CSVTable.Entry) -> Item {
        switch entry {
        case .item(let item): item
        case .record(let row): item(row)
        }
    }

    private mutating func item(_ row: CSVTable.Record) -> Item {
        rows += 1
        guard rows <= Self.mostRows else {
            return .fault(
                RowProblem(
                    "row.count",
                    "the file has more than \(Self.mostRows) rows",
                    mend: "send the rest in another file"
                )
                .fault(at: row.position)
            )
        }
        do throws(RowProblem) {
            let (draft, key) = try SuspensionRow(row: row, settings: settings, document: document).read()
            if draft.action == .new, !seen.insert(key).inserted { throw Self.repeated }
            return .draft(draft)
        } catch {
            return .fault(error.fault(at: row.position))
        }
    }

    private static let repeated = RowProblem(
        "suspension.repeated",
        "an earlier row of the file has the same pupil, start date and category",
        mend: "remove the row that is wrong; a pupil has one suspension of a kind from a day"
    )
}
