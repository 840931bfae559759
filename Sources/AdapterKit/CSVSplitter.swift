// SPDX-License-Identifier: Apache-2.0

/// Splits comma-separated text (RFC 4180) into rows as its bytes arrive, holding no more than one row and the chunk at hand.
///
/// Quoted fields may hold commas, line ends and doubled quotes; rows end with LF or CRLF; a UTF-8 byte order mark is dropped; empty lines
/// are passed over. A quote inside a field that does not begin with one is a mistake, as the RFC has it. After a mistake reading goes on
/// at the next line, also when an unclosed quote had swallowed further lines: one bad row never loses the others.
public struct CSVSplitter: Sendable {
    /// The longest row in bytes; a longer one is a mistake.
    public static let longestRow = 65_536

    /// One row of the text.
    public struct Row: Sendable, Hashable {
        /// The line of the file on which the row begins, the first being 1.
        public let line: Int
        /// The fields without their quotes, or why there are none.
        public let fields: Result<[String], Mistake>
    }

    /// Why a row cannot be split; its text is never quoted.
    public enum Mistake: Error, Sendable, Hashable {
        /// The row runs past ``CSVSplitter/longestRow``.
        case tooLong
        /// A quote stands inside an unquoted field, or text follows a closing quote.
        case strayQuote
        /// The text ends inside a quoted field.
        case unclosedQuote
        /// The row is not UTF-8.
        case notUTF8

        /// What is wrong, in words for the sender.
        public var description: String {
            switch self {
            case .tooLong: "the row is longer than \(CSVSplitter.longestRow) bytes"
            case .strayQuote: "a quotation mark stands where none may be"
            case .unclosedQuote: "a quoted field is not closed"
            case .notUTF8: "the row is not UTF-8 text"
            }
        }

        /// How the sender mends it.
        public var mend: String {
            switch self {
            case .tooLong: "shorten the row, or close the quotation mark that is open"
            case .strayQuote: "put the field in quotation marks and double those inside it"
            case .unclosedQuote: "close the quotation mark, or send the file again: it may have been cut short"
            case .notUTF8: "save the file as CSV UTF-8"
            }
        }
    }

    private enum State {
        /// At the first byte of a field.
        case start
        /// In a field without quotes.
        case plain
        /// Between an opening and a closing quote.
        case quoted
        /// After a quote inside a quoted field: the closing one, or the first of two.
        case closing
        /// After a closed field and a carriage return.
        case closed
        /// In a row already reported, until its line ends.
        case skipping
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private var pending: [UInt8] = []
    private var cursor = 0
    private var state = State.start
    private var line = 1
    private var begun = false

    /// A splitter at the beginning of a text.
    public init() {}

    /// Takes the next bytes and returns the rows completed by them.
    public mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Row] {
        pending.append(contentsOf: chunk)
        if !begun {
            guard pending.count >= 3 || !Self.byteOrderMark.starts(with: pending) else { return [] }
            begin()
        }
        return split(atEnd: false)
    }

    /// Ends the text and returns what was still pending.
    public mutating func finish() -> [Row] {
        if !begun { begin() }
        return split(atEnd: true)
    }

    private mutating func begin() {
        begun = true
        if pending.starts(with: Self.byteOrderMark) { pending.removeFirst(3) }
    }

    private mutating func split(atEnd: Bool) -> [Row] {
        let bytes = pending
        pending = []
        var rows: [Row] = []
        var start = 0
        while true {
            while cursor < bytes.count {
                step(bytes, from: &start, into: &rows)
            }
            guard atEnd, start < bytes.count else { break }
            end(bytes, from: &start, into: &rows)
        }
        pending = Array(bytes[start...])
        cursor = bytes.count - start
        return rows
    }

    private mutating func step(_ bytes: [UInt8], from start: inout Int, into rows: inout [Row]) {
        let byte = bytes[cursor]
        cursor += 1
        switch state {
        case .skipping:
            start = cursor
            if byte == Self.lineFeed { nextLine() }
            return
        case .start where byte == Self.quote: state = .quoted
        case .start, .plain:
            switch byte {
            case Self.comma: state = .start
            case Self.lineFeed: return close(bytes, from: &start, to: cursor - 1, into: &rows)
            case Self.quote: return fail(.strayQuote, bytes, from: &start, into: &rows)
            default: state = .plain
            }
        case .quoted:
            if byte == Self.quote { state = .closing }
        case .closing, .closed:
            switch byte {
            case Self.lineFeed: return close(bytes, from: &start, to: cursor - 1, into: &rows)
            case Self.quote where state == .closing: state = .quoted
            case Self.comma where state == .closing: state = .start
            case Self.carriageReturn where state == .closing: state = .closed
            default: return fail(.strayQuote, bytes, from: &start, into: &rows)
            }
        }
        if cursor - start > Self.longestRow { fail(.tooLong, bytes, from: &start, into: &rows) }
    }

    private mutating func nextLine() {
        line += 1
        state = .start
    }

    /// Reports the row that ends here, unless its line is empty.
    private mutating func close(_ bytes: [UInt8], from start: inout Int, to end: Int, into rows: inout [Row]) {
        var row = bytes[start..<end]
        if row.last == Self.carriageReturn { row.removeLast() }
        if !row.isEmpty { rows.append(Row(line: line, fields: Self.fields(row))) }
        for byte in row where byte == Self.lineFeed { line += 1 }
        start = cursor
        nextLine()
    }

    /// Reports a mistake in the row begun at `start` and goes back to the end of its first line.
    ///
    /// No byte is read more than twice: had a line inside the open quote opened one of its own, it would have closed this one.
    private mutating func fail(_ mistake: Mistake, _ bytes: [UInt8], from start: inout Int, into rows: inout [Row]) {
        rows.append(Row(line: line, fields: .failure(mistake)))
        if let lineEnd = bytes[start..<cursor].firstIndex(of: Self.lineFeed) {
            cursor = lineEnd + 1
            nextLine()
        } else {
            state = .skipping
        }
        start = cursor
    }

    /// Ends the last row, which need not end its line.
    private mutating func end(_ bytes: [UInt8], from start: inout Int, into rows: inout [Row]) {
        if state == .quoted {
            fail(.unclosedQuote, bytes, from: &start, into: &rows)
        } else {
            close(bytes, from: &start, to: bytes.count, into: &rows)
        }
    }

    private static func fields(_ row: ArraySlice<UInt8>) -> Result<[String], Mistake> {
        var fields: [String] = []
        var field: [UInt8] = []
        var quoted = false
        var index = row.startIndex
        while index <= row.endIndex {
            let byte = index < row.endIndex ? row[index] : comma
            index += 1
            if byte == quote, quoted, index < row.endIndex, row[index] == quote {
                field.append(quote)
                index += 1
            } else if byte == quote {
                quoted.toggle()
            } else if byte == comma, !quoted {
                guard let text = String(validating: field, as: UTF8.self) else { return .failure(.notUTF8) }
                fields.append(text)
                field.removeAll(keepingCapacity: true)
            } else {
                field.append(byte)
            }
        }
        return .success(fields)
    }
}

extension CSVSplitter {
    /// The columns of a text by the names in its first row: any order, any letter case, unknown ones passed over.
    public struct Header: Sendable {
        /// How many columns the first row names.
        public let count: Int
        private let columns: [String: Int]
        /// Names that stand more than once, in lower case.
        public let repeated: Set<String>

        /// Reads the first row.
        public init(_ fields: [String]) {
            var columns: [String: Int] = [:]
            var repeated: Set<String> = []
            for (index, field) in fields.enumerated() {
                let name = Self.trimmed(field).lowercased()
                if columns.updateValue(index, forKey: name) != nil { repeated.insert(name) }
            }
            self.count = fields.count
            self.columns = columns
            self.repeated = repeated
        }

        /// Whether there is a column of that name (given in lower case).
        public func has(_ name: String) -> Bool {
            columns[name] != nil
        }

        /// The trimmed text under a column name (given in lower case), or nil when there is no such column or nothing in it.
        public func value(_ name: String, in row: [String]) -> String? {
            guard let index = columns[name], index < row.count else { return nil }
            let text = Self.trimmed(row[index])
            return text.isEmpty ? nil : text
        }

        private static func trimmed(_ text: String) -> String {
            func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
            let bytes = text.utf8
            guard let first = bytes.firstIndex(where: { !isSpace($0) }),
                let last = bytes.lastIndex(where: { !isSpace($0) })
            else {
                return ""
            }
            return String(text[first...last])
        }
    }

    /// One row as text with its line end; fields are quoted where RFC 4180 asks for it.
    public static func row(_ fields: [String]) -> String {
        fields.map { field in
            let plain = !field.utf8.contains { $0 == quote || $0 == comma || $0 == lineFeed || $0 == carriageReturn }
            return plain ? field : "\"" + field.replacing("\"", with: "\"\"") + "\""
        }
        .joined(separator: ",") + "\r\n"
    }
}

/// Reads comma-separated text with a header row as records, and tells what cannot be read in the words of a ``Fault``.
///
/// Every position is `row` and the line of the file, the header being 1. Without a usable header nothing else is read.
public struct CSVTable: Sendable {
    /// What was found.
    public enum Entry: Sendable {
        /// A row with one field for each column, at least one of them filled.
        case record(Record)
        /// A fault, or a row passed over because all its fields are empty.
        case item(Item)
    }

    /// One row, read by column name.
    public struct Record: Sendable {
        /// The line on which the row begins.
        public let line: Int
        private let header: CSVSplitter.Header
        private let fields: [String]

        init(line: Int, header: CSVSplitter.Header, fields: [String]) {
            self.line = line
            self.header = header
            self.fields = fields
        }

        /// Where the row stands.
        public var position: Position { Position("row", line) }

        /// The trimmed text under a column name (lower case), or nil when there is no such column or nothing in it.
        public subscript(name: String) -> String? {
            header.value(name, in: fields)
        }

        /// The text of the first of these columns that holds any.
        public func first(of names: [String]) -> String? {
            names.lazy.compactMap { self[$0] }.first
        }

        /// Whether the table has such a column.
        public func has(_ name: String) -> Bool {
            header.has(name)
        }
    }

    private enum Stage {
        case header
        case rows(CSVSplitter.Header)
        case unreadable
    }

    private let rules: String
    private let required: [[String]]
    private let known: [String]
    private var splitter = CSVSplitter()
    private var stage = Stage.header

    /// Makes a table.
    ///
    /// - Parameters:
    ///   - rules: what the rule names begin with, such as `schools`.
    ///   - required: the columns that must be there, each with the names it may go by, in lower case.
    ///   - known: all columns the adapter reads; one of them standing twice is a fault.
    public init(rules: String, required: [[String]], known: [String]) {
        self.rules = rules
        self.required = required
        self.known = known
    }

    /// Takes the next bytes and returns the entries completed by them.
    public mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Entry] {
        splitter.consume(chunk).compactMap { entry($0) }
    }

    /// Ends the text and returns what was still pending.
    public mutating func finish() -> [Entry] {
        let last = splitter.finish().compactMap { entry($0) }
        guard case .header = stage else { return last }
        stage = .unreadable
        return last + [fault(1, "document.empty", "the file has no rows", "send the file with its header row")]
    }

    private mutating func entry(_ row: CSVSplitter.Row) -> Entry? {
        switch (stage, row.fields) {
        case (.unreadable, _): return nil
        case (.header, .failure(let mistake)):
            stage = .unreadable
            return fault(row.line, "header.text", "the header cannot be read: \(mistake.description)", mistake.mend)
        case (.header, .success(let fields)): return open(CSVSplitter.Header(fields), at: row.line)
        case (.rows, .failure(let mistake)): return fault(row.line, "row.text", mistake.description, mistake.mend)
        case (.rows(let header), .success(let fields)):
            guard fields.count == header.count else {
                return fault(
                    row.line,
                    "row.fields",
                    "the row has \(fields.count) fields and the header \(header.count)",
                    "give one field for each column; put a field that holds a comma in quotation marks"
                )
            }
            guard !fields.allSatisfy(\.isEmpty) else {
                return .item(.passed(Position("row", row.line), reason: "the row is empty"))
            }
            return .record(Record(line: row.line, header: header, fields: fields))
        }
    }

    /// Column names of the sender's are not quoted: in a file without a header they are the first record.
    private mutating func open(_ header: CSVSplitter.Header, at line: Int) -> Entry? {
        stage = .unreadable
        let missing = required.filter { names in !names.contains(where: header.has) }
        guard missing.isEmpty else {
            let unknown = header.count - known.count(where: header.has)
            let names = missing.map { $0.joined(separator: " or ") }.joined(separator: ", ")
            return fault(
                line,
                "header.columns",
                "the header lacks: \(names); \(unknown) of its \(header.count) columns are unknown",
                "send the file with a header row that names these columns"
            )
        }
        if let name = known.first(where: header.repeated.contains) {
            return fault(line, "header.repeated", "the column \(name) stands twice", "name each column once")
        }
        stage = .rows(header)
        return nil
    }

    private func fault(_ line: Int, _ rule: String, _ description: String, _ mend: String) -> Entry {
        .item(.fault(Fault(at: Position("row", line), rule: "\(rules).\(rule)", description: description, mend: mend)))
    }
}
