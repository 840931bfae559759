// SPDX-License-Identifier: Apache-2.0

/// Lays the parameters of one execution into one reused buffer and lends libpq pointers into it.
struct ParameterEncoder {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var nulls: [Bool] = []

    /// The largest value PostgreSQL can hold.
    static let maximumValue = 1 << 30 - 1

    /// Why the parameters cannot be sent, if they cannot.
    static func fault(in values: [PostgresValue]) -> PostgresError? {
        guard values.count <= 65_535 else { return PostgresError(.encoding, "a statement has over 65,535 parameters") }
        var total = 0
        for value in values {
            switch value {
            case .bytea(let body), .json(let body), .jsonb(let body): total += body.count
            case .array(let array): total += array.bytes.count
            case .text(let text): total += text.utf8.count
            default: total += 16
            }
        }
        guard total < maximumValue else { return PostgresError(.encoding, "the parameters exceed 1 GiB") }
        return nil
    }

    /// Replaces the content of the buffer.
    mutating func load(_ values: [PostgresValue]) {
        // A single huge message must not pin its buffer for the life of the connection.
        bytes.removeAll(keepingCapacity: bytes.capacity <= 4 << 20)
        ends.removeAll(keepingCapacity: true)
        nulls.removeAll(keepingCapacity: true)
        for value in values {
            if case .null = value { nulls.append(true) } else { nulls.append(false) }
            append(value)
            ends.append(bytes.count)
        }
    }

    private mutating func append(_ value: PostgresValue) {
        switch value {
        case .null: break
        case .bool(let flag): bytes.append(flag ? 1 : 0)
        case .int2(let number): integer(number)
        case .int4(let number): integer(number)
        case .int8(let number): integer(number)
        case .float8(let number): integer(number.bitPattern)
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .bytea(let body), .json(let body): bytes.append(contentsOf: body)
        case .jsonb(let body):
            bytes.append(1)  // the version of jsonb's binary form
            bytes.append(contentsOf: body)
        case .uuid(let uuid):
            integer(uuid.high)
            integer(uuid.low)
        case .timestamptz(let moment): integer(moment.wire)
        case .date(let days): integer(PostgresTimestamp.wireDays(unixDays: days))
        case .array(let array): bytes.append(contentsOf: array.bytes)
        }
    }

    private mutating func integer(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Calls `body` with libpq's four parameter arguments: count, values, lengths and formats (all binary).
    ///
    /// The pointers are valid only during the call; libpq copies what they show before it returns.
    func withPointers<Result>(
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Result
    ) -> Result {
        let count = ends.count
        guard count > 0 else { return body(0, nil, nil, nil) }
        // Proof: each temporary array is initialised in full before it is lent; every pointer lies within `bytes`
        // (or one past it, with length 0), which stays borrowed for the whole call.
        return bytes.withUnsafeBufferPointer { source in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: count * 2) { numbers in
                    fill(values, numbers, from: UnsafeRawBufferPointer(source))
                    return body(
                        Int32(count),
                        UnsafePointer(values.baseAddress),
                        UnsafePointer(numbers.baseAddress),
                        numbers.baseAddress.map { UnsafePointer($0 + count) }
                    )
                }
            }
        }
    }

    private func fill(
        _ values: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>,
        _ numbers: UnsafeMutableBufferPointer<Int32>,
        from source: UnsafeRawBufferPointer
    ) {
        var start = 0
        for (index, end) in ends.enumerated() {
            // An empty value still needs an address, since libpq reads a nil one as null.
            let pointer = (source.baseAddress ?? Self.nowhere.baseAddress).map {
                ($0 + start).assumingMemoryBound(to: CChar.self)
            }
            values.initializeElement(at: index, to: nulls[index] ? nil : pointer)
            numbers.initializeElement(at: index, to: Int32(truncatingIfNeeded: end - start))
            numbers.initializeElement(at: ends.count + index, to: 1)
            start = end
        }
    }

    /// One byte that lives for ever, to stand for the address of an empty buffer.
    nonisolated(unsafe) private static let nowhere: UnsafeRawBufferPointer = {
        // Proof: allocated once, never written after, never freed.
        let byte = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
        byte[0] = 0
        return UnsafeRawBufferPointer(byte)
    }()
}
