// SPDX-License-Identifier: Apache-2.0

extension PostgresCell {
    package func boolArray() throws(PostgresError) -> [Bool] { try array() }
    package func nullableBoolArray() throws(PostgresError) -> [Bool?] { try nullableArray() }
    package func int2Array() throws(PostgresError) -> [Int16] { try array() }
    package func nullableInt2Array() throws(PostgresError) -> [Int16?] { try nullableArray() }
    package func int4Array() throws(PostgresError) -> [Int32] { try array() }
    package func nullableInt4Array() throws(PostgresError) -> [Int32?] { try nullableArray() }
    package func int8Array() throws(PostgresError) -> [Int64] { try array() }
    package func nullableInt8Array() throws(PostgresError) -> [Int64?] { try nullableArray() }
    package func textArray() throws(PostgresError) -> [String] { try array() }
    package func nullableTextArray() throws(PostgresError) -> [String?] { try nullableArray() }
    package func byteaArray() throws(PostgresError) -> [[UInt8]] { try array() }
    package func nullableByteaArray() throws(PostgresError) -> [[UInt8]?] { try nullableArray() }
    package func uuidArray() throws(PostgresError) -> [PostgresUUID] { try array() }
    package func nullableUUIDArray() throws(PostgresError) -> [PostgresUUID?] { try nullableArray() }
    package func timestampArray() throws(PostgresError) -> [PostgresTimestamp] { try array() }
    package func nullableTimestampArray() throws(PostgresError) -> [PostgresTimestamp?] { try nullableArray() }

    private func array<Element: PostgresReadable>() throws(PostgresError) -> [Element] {
        var elements: [Element] = []
        var sawNull = false
        try readArray(reserve: { elements.reserveCapacity($0) }) { (element: Element?) in
            if let element { elements.append(element) } else { sawNull = true }
        }
        guard !sawNull else {
            throw .decoding("column \(result.name(of: column)) has a null element", in: result)
        }
        return elements
    }

    private func nullableArray<Element: PostgresReadable>() throws(PostgresError) -> [Element?] {
        var elements: [Element?] = []
        try readArray(reserve: { elements.reserveCapacity($0) }) { elements.append($0) }
        return elements
    }

    private func readArray<Element: PostgresReadable>(
        reserve: (Int) -> Void,
        _ take: (Element?) -> Void
    ) throws(PostgresError) {
        guard let wanted = Element.type.array, type == wanted else { throw mismatch("an array of \(Element.type)") }
        let _: Bool = try decode { reader in
            guard let count = Self.readArrayHeader(&reader, Element.type) else { return nil }
            // Each element takes at least its length field, which bounds what a header may claim.
            reserve(min(count, reader.remaining / 4))
            for _ in 0..<count {
                guard let length = reader.integer(Int32.self) else { return nil }
                if length < 0 {
                    take(nil)
                } else {
                    guard let element = Element.read(&reader, length: Int(length)) else { return nil }
                    take(element)
                }
            }
            return true
        }
    }

    /// The number of elements; nil unless the array has one dimension or is empty.
    private static func readArrayHeader(_ reader: inout BinaryReader, _ type: PostgresType) -> Int? {
        guard let dimensions = reader.integer(Int32.self), reader.integer(Int32.self) != nil,
            reader.integer(UInt32.self) == type.rawValue
        else { return nil }
        if dimensions == 0 { return 0 }
        guard dimensions == 1, let count = reader.integer(Int32.self), count >= 0, reader.integer(Int32.self) != nil
        else { return nil }
        return Int(count)
    }
}
