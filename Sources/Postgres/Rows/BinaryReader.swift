// SPDX-License-Identifier: Apache-2.0

/// Reads network-order values from borrowed bytes; every read past the end gives nil.
struct BinaryReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    /// The bytes must outlive the reader: it is only made inside `ResultHandle.withValue`.
    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var remaining: Int { bytes.count - position }
    var isAtEnd: Bool { remaining == 0 }

    mutating func integer<Value: FixedWidthInteger>(_: Value.Type) -> Value? {
        guard remaining >= MemoryLayout<Value>.size else { return nil }
        // Proof: the guard keeps the load inside the bytes; Value is trivial and alignment is not assumed.
        let value = bytes.loadUnaligned(fromByteOffset: position, as: Value.self)
        position += MemoryLayout<Value>.size
        return Value(bigEndian: value)
    }

    /// The next bytes, still borrowed.
    mutating func slice(_ length: Int) -> UnsafeRawBufferPointer? {
        guard length >= 0, remaining >= length else { return nil }
        defer { position += length }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + length])
    }
}
