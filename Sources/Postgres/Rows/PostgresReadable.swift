// SPDX-License-Identifier: Apache-2.0

/// A Swift value that can be read from PostgreSQL's binary form of its type.
protocol PostgresReadable: PostgresElement {
    /// Nil when the bytes do not hold such a value of exactly that length.
    static func read(_ reader: inout BinaryReader, length: Int) -> Self?
}

extension Bool: PostgresReadable {
    static func read(_ reader: inout BinaryReader, length: Int) -> Self? {
        length == 1 ? reader.integer(UInt8.self).map { $0 != 0 } : nil
    }
}

extension Int16: PostgresReadable {
    static func read(_ reader: inout BinaryReader, length: Int) -> Self? {
        length == 2 ? reader.integer(Self.self) : nil
    }
}

extension Int32: PostgresReadable {
    static func read(_ reader: inout BinaryReader, length: Int) -> Self? {
        length == 4 ? reader.integer(Self.self) : nil
    }
}

extension Int64: PostgresReadable {
    static func read(_ reader: inout BinaryReader, length: Int) -> Self? {
        length == 8 ? reader.integer(Self.self) : nil
    }
}

extension String: PostgresReadable {
    static func read(_ reader: inout BinaryReader, length: Int) -> Self? {
        reader.slice(length).flatMap { String(validating: $0, as: UTF8.self) }
    }
}

extension [UInt8]: PostgresReadable {
    static func read(_ reader: inout BinaryReader, length: Int) -> Self? { reader.slice(length).map { Array($0) } }
}

extension PostgresUUID: PostgresReadable {
    static func read(_ reader: inout BinaryReader, length: Int) -> Self? {
        guard length == 16, let high = reader.integer(UInt64.self), let low = reader.integer(UInt64.self) else {
            return nil
        }
        return Self(high: high, low: low)
    }
}

extension PostgresTimestamp: PostgresReadable {
    static func read(_ reader: inout BinaryReader, length: Int) -> Self? {
        length == 8 ? reader.integer(Int64.self).flatMap { Self(wire: $0) } : nil
    }
}
