// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Reads a daily attendance file of looked-after children, one row for a child's session.
struct AttendanceReader: Reader {
    private let settings: VirtualSchoolSettings
    private let contact: VirtualSchoolSettings.Contact
    private let document: String
    private var table = CSVTable(
        rules: "virtual-school",
        required: AttendanceColumns.required,
        known: AttendanceColumns.known
    )

    init(settings: VirtualSchoolSettings, contact: VirtualSchoolSettings.Contact, document: String) {
        self.document = document
        self.settings = settings
        self.contact = contact
    }

    mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Item] {
        table.consume(chunk).flatMap { items($0) }
    }

    mutating func finish() -> [Item] {
        table.finish().flatMap { items($0) }
    }

    private func items(_ entry: CSVTable.Entry) -> [Item] {
        switch entry {
        case .item(let item): return [item]
        case .record(let row):
            do throws(RowProblem) {
                return try AttendanceRow(row: row, settings: settings, contact: contact, document: document).read()
            } catch {
                return [.fault(error.fault(at: row.position))]
            }
        }
    }
}
