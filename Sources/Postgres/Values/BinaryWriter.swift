// SPDX-License-Identifier: Apache-2.0

/// Writes network-order values into a buffer whose size was worked out beforehand.
struct BinaryWriter {
    private let buffer: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    /// The buffer must outlive the writer: it is only made inside `Array.init(unsafeUninitializedCapacity:)`.
    init(_ buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

    mutating func integer<Value: FixedWidthInteger>(_ value: Value) {
        // Proof: the precondition keeps the store inside the buffer; Value is trivial.
        precondition(count + MemoryLayout<Value>.size <= buffer.count)
        buffer.storeBytes(of: value.bigEndian, toByteOffset: count, as: Value.self)
        count += MemoryLayout<Value>.size
    }

    mutating func bytes(_ source: UnsafeRawBufferPointer) {
        // Proof: the precondition keeps the copy inside the buffer; bytes are trivial.
        precondition(count + source.count <= buffer.count)
        guard !source.isEmpty else { return }
        UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyMemory(from: source)
        count += source.count
    }
}
