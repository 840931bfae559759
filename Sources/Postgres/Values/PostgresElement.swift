// SPDX-License-Identifier: Apache-2.0

/// A Swift value that can be an element of a PostgreSQL array.
protocol PostgresElement {
    /// The element's type.
    static var type: PostgresType { get }
    /// How many bytes `write` will produce.
    var width: Int { get }
    func write(into writer: inout BinaryWriter)
}

extension Bool: PostgresElement {
    static var type: PostgresType { .bool }
    var width: Int { 1 }
    func write(into writer: inout BinaryWriter) { writer.integer(self ? 1 as UInt8 : 0) }
}

extension Int16: PostgresElement {
    static var type: PostgresType { .int2 }
    var width: Int { 2 }
    func write(into writer: inout BinaryWriter) { writer.integer(self) }
}

extension Int32: PostgresElement {
    static var type: PostgresType { .int4 }
    var width: Int { 4 }
    func write(into writer: inout BinaryWriter) { writer.integer(self) }
}

extension Int64: PostgresElement {
    static var type: PostgresType { .int8 }
    var width: Int { 8 }
    func write(into writer: inout BinaryWriter) { writer.integer(self) }
}

extension String: PostgresElement {
    static var type: PostgresType { .text }
    var width: Int { utf8.count }
    func write(into writer: inout BinaryWriter) {
        if utf8.withContiguousStorageIfAvailable({ writer.bytes(UnsafeRawBufferPointer($0)) }) == nil {
            for byte in utf8 { writer.integer(byte) }
        }
    }
}

extension [UInt8]: PostgresElement {
    static var type: PostgresType { .bytea }
    var width: Int { count }
    func write(into writer: inout BinaryWriter) { withUnsafeBytes { writer.bytes($0) } }
}

extension PostgresUUID: PostgresElement {
    static var type: PostgresType { .uuid }
    var width: Int { 16 }
    func write(into writer: inout BinaryWriter) {
        writer.integer(high)
        writer.integer(low)
    }
}

extension PostgresTimestamp: PostgresElement {
    static var type: PostgresType { .timestamptz }
    var width: Int { 8 }
    func write(into writer: inout BinaryWriter) { writer.integer(wire) }
}
