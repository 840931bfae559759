// SPDX-License-Identifier: Apache-2.0

/// One value that is not null; see `PostgresRow` for what each getter accepts.
package struct PostgresCell: Sendable {
    let result: ResultHandle
    let row: Int32
    let column: Int32

    /// The type PostgreSQL declared for the column.
    package var type: PostgresType { result.type(of: column) }

    func mismatch(_ wanted: String) -> PostgresError {
        .decoding("column \(result.name(of: column)) is \(type), not \(wanted)", in: result)
    }

    func malformed() -> PostgresError {
        .decoding("column \(result.name(of: column)) does not hold a well-formed \(type)", in: result)
    }

    func decode<Value>(_ read: (inout BinaryReader) -> Value?) throws(PostgresError) -> Value {
        let value: Value? = result.withValue(row: row, column: column) { bytes in
            var reader = BinaryReader(bytes)
            guard let value = read(&reader), reader.isAtEnd else { return nil }
            return value
        }
        guard let value else { throw malformed() }
        return value
    }
}

extension PostgresCell {
    package func bool() throws(PostgresError) -> Bool { try decodeElement() }

    package func int2() throws(PostgresError) -> Int16 { try decodeElement() }

    package func int4() throws(PostgresError) -> Int32 {
        type == .int2 ? Int32(try int2()) : try decodeElement()
    }

    package func int8() throws(PostgresError) -> Int64 {
        switch type {
        case .int2, .int4: Int64(try int4())
        case .oid: Int64(try decode { $0.integer(UInt32.self) })
        default: try decodeElement()
        }
    }

    package func float8() throws(PostgresError) -> Double {
        switch type {
        case .float8: try decode { $0.integer(UInt64.self).map(Double.init(bitPattern:)) }
        case .float4: Double(try decode { $0.integer(UInt32.self).map(Float.init(bitPattern:)) })
        default: throw mismatch("float8")
        }
    }

    package func text() throws(PostgresError) -> String {
        guard isText else { throw mismatch("text") }
        return try decode { [type] reader in
            if type == .jsonb, reader.integer(UInt8.self) != 1 { return nil }
            return String.read(&reader, length: reader.remaining)
        }
    }

    package func bytes() throws(PostgresError) -> [UInt8] {
        guard type == .bytea || isText else { throw mismatch("bytea") }
        return try decode { [type] reader in
            if type == .jsonb, reader.integer(UInt8.self) != 1 { return nil }
            return [UInt8].read(&reader, length: reader.remaining)
        }
    }

    package func uuid() throws(PostgresError) -> PostgresUUID { try decodeElement() }

    package func timestamp() throws(PostgresError) -> PostgresTimestamp { try decodeElement() }

    /// Days since 1970-01-01.
    package func date() throws(PostgresError) -> Int32 {
        guard type == .date else { throw mismatch("date") }
        return try decode { reader in
            guard let days = reader.integer(Int32.self), days != .max, days != .min else { return nil }
            let (value, overflow) = days.addingReportingOverflow(PostgresTimestamp.epochOffsetDays)
            return overflow ? nil : value
        }
    }

    private func decodeElement<Element: PostgresReadable>() throws(PostgresError) -> Element {
        guard type == Element.type else { throw mismatch(Element.type.description) }
        return try decode { Element.read(&$0, length: $0.remaining) }
    }

    private var isText: Bool {
        switch type {
        case .text, .varchar, .bpchar, .name, .json, .jsonb, .char, .unknown: true
        default: type.isUserDefined
        }
    }
}
