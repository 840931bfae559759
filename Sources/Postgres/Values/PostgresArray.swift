// SPDX-License-Identifier: Apache-2.0

/// A one-dimensional array, already in PostgreSQL's binary form, in one contiguous buffer.
///
/// It is encoded where it is made, so that a connection's thread has only to copy it.
package struct PostgresArray: Sendable, Equatable {
    /// The type of each element.
    let elementType: PostgresType
    /// The number of elements, nulls included.
    package let count: Int
    let bytes: [UInt8]

    init<Element: PostgresElement>(_ elements: some Collection<Element>) {
        let size = elements.reduce(0) { $0 + 4 + $1.width }
        self.init(type: Element.type, count: elements.count, payload: size, nulls: false) { writer in
            for element in elements {
                writer.integer(Int32(truncatingIfNeeded: element.width))
                element.write(into: &writer)
            }
        }
    }

    init<Element: PostgresElement>(nullable elements: some Collection<Element?>) {
        var size = 0
        var nulls = false
        for element in elements {
            size += 4 + (element?.width ?? 0)
            nulls = nulls || element == nil
        }
        self.init(type: Element.type, count: elements.count, payload: size, nulls: nulls) { writer in
            for element in elements {
                writer.integer(element.map { Int32(truncatingIfNeeded: $0.width) } ?? -1)
                element?.write(into: &writer)
            }
        }
    }

    private init(type: PostgresType, count: Int, payload: Int, nulls: Bool, _ fill: (inout BinaryWriter) -> Void) {
        elementType = type
        self.count = count
        // Proof: the writer never passes the capacity, and its count is the number of bytes it initialised.
        bytes = [UInt8](unsafeUninitializedCapacity: (count == 0 ? 12 : 20) + payload) { buffer, initialised in
            var writer = BinaryWriter(UnsafeMutableRawBufferPointer(buffer))
            writer.integer(count == 0 ? 0 : 1 as Int32)
            writer.integer(nulls ? 1 : 0 as Int32)
            writer.integer(type.rawValue)
            if count > 0 {
                writer.integer(Int32(truncatingIfNeeded: count))
                writer.integer(1 as Int32)
            }
            fill(&writer)
            initialised = writer.count
        }
    }
}
