// SPDX-License-Identifier: Apache-2.0

/// Which members and elements of a value are copied: a tree of names, compiled once.
///
/// A class, so that walking it copies nothing.
package final class JSONProjection: Sendable {
    /// What kind of value is expected where the node stands.
    package enum Kind: Sendable {
        case scalar
        /// An object of which the named members are copied.
        case object([Member])
        /// An object whose members are all copied by the same projection; nil: none.
        case map(JSONProjection?)
        /// An array whose elements are all copied by the same projection; nil: none.
        case array(JSONProjection?)
    }

    /// A member that is copied.
    package struct Member: Sendable {
        let name: [UInt8]
        let print: UInt32
        let value: JSONProjection

        /// - Parameter name: compared by bytes; written as it is, so without characters that need an escape.
        package init(name: String, value: JSONProjection) {
            self.name = Array(name.utf8)
            print = Fingerprint.of(self.name)
            self.value = value
        }
    }

    let kind: Kind
    /// Left out of copies that leave out what is restrictable.
    let isRestrictable: Bool

    package init(_ kind: Kind, isRestrictable: Bool) {
        self.kind = kind
        self.isRestrictable = isRestrictable
    }
}

extension JSONNode {
    /// The projected part of the value: scalars byte for byte, members in their order, no white space between.
    ///
    /// An object or array where the projection expects another kind becomes null; a scalar is copied wherever it stands.
    package func projected(_ projection: JSONProjection, leavesRestrictable: Bool) -> [UInt8] {
        var copier = TapeCopier(
            bytes: document.bytes.span,
            tape: document.tape.span,
            leavesRestrictable: leavesRestrictable,
            capacity: entry.length + 2
        )
        copier.write(index, projection)
        return copier.out
    }

    /// True when an object in this value, at any depth, has a member of this name that is true.
    package func holdsTrue(_ name: String) -> Bool {
        let name = Array(name.utf8)
        let print = Fingerprint.of(name)
        let tape = document.tape
        var index = index
        let end = entry.following(index)
        // Only names have fingerprints, so that a string among an array's elements is not taken for one.
        while index &+ 1 < end {
            if tape[index].aux == print, tape[index].kind == TapeEntry.string, tape[index &+ 1].kind == TapeEntry.bool,
                document.bytes[Int(tape[index &+ 1].start)] == UInt8(ascii: "t"),
                TapeText.decoded(document.bytes.span, tape[index]) == name
            {
                return true
            }
            index &+= 1
        }
        return false
    }
}

/// Copies parts of a text by its tape.
///
/// Through spans, so that no look retains or releases anything.
private struct TapeCopier: ~Copyable, ~Escapable {
    let bytes: Span<UInt8>
    let tape: Span<TapeEntry>
    let leavesRestrictable: Bool
    private(set) var out: [UInt8] = []

    @_lifetime(copy bytes, copy tape)
    init(bytes: Span<UInt8>, tape: Span<TapeEntry>, leavesRestrictable: Bool, capacity: Int) {
        self.bytes = bytes
        self.tape = tape
        self.leavesRestrictable = leavesRestrictable
        out.reserveCapacity(capacity)
    }

    mutating func write(_ index: Int, _ projection: JSONProjection) {
        let entry = tape[index]
        switch (entry.kind, projection.kind) {
        case (TapeEntry.object, .object(let members)): writeObject(index, members)
        case (TapeEntry.object, .map(let value)): writeMap(index, value)
        case (TapeEntry.array, .array(let element)): writeArray(index, element)
        case (TapeEntry.object, _), (TapeEntry.array, _): out.append(contentsOf: "null".utf8)
        default: writeScalar(entry)
        }
    }

    private mutating func writeScalar(_ entry: TapeEntry) {
        let quote = entry.kind == TapeEntry.string ? 1 : 0
        bytes.extracting(Int(entry.start) - quote..<Int(entry.end) + quote).withUnsafeBufferPointer {
            out.append(contentsOf: $0)
        }
    }

    private mutating func writeObject(_ index: Int, _ members: [JSONProjection.Member]) {
        out.append(UInt8(ascii: "{"))
        var isFirst = true
        var hint = 0
        var cursor = index &+ 1
        for _ in 0..<tape[index].count {
            if let found = Self.find(tape[cursor], bytes, members, from: hint) {
                hint = found &+ 1
                let member = members[found]
                if !(leavesRestrictable && member.value.isRestrictable) {
                    separate(&isFirst)
                    out.append(UInt8(ascii: "\""))
                    out.append(contentsOf: member.name)
                    out.append(UInt8(ascii: "\""))
                    out.append(UInt8(ascii: ":"))
                    write(cursor &+ 1, member.value)
                }
            }
            cursor = tape[cursor &+ 1].following(cursor &+ 1)
        }
        out.append(UInt8(ascii: "}"))
    }

    /// The place of a name among the members; senders mostly keep their order, so the search begins after the last one found.
    private static func find(
        _ name: TapeEntry,
        _ bytes: Span<UInt8>,
        _ members: [JSONProjection.Member],
        from hint: Int
    ) -> Int? {
        for step in 0..<members.count {
            let place = hint &+ step < members.count ? hint &+ step : hint &+ step &- members.count
            if members[place].print == name.aux, matches(name, bytes, members[place].name) { return place }
        }
        return nil
    }

    private static func matches(_ entry: TapeEntry, _ bytes: Span<UInt8>, _ name: [UInt8]) -> Bool {
        if entry.isEscaped { return TapeText.decoded(bytes, entry) == name }
        return entry.length == name.count && ByteWord.same(bytes, Int(entry.start), name.span, 0, name.count)
    }

    private mutating func writeMap(_ index: Int, _ value: JSONProjection?) {
        out.append(UInt8(ascii: "{"))
        if let value {
            var isFirst = true
            var cursor = index &+ 1
            for _ in 0..<tape[index].count {
                separate(&isFirst)
                let name = String(decoding: TapeText.decoded(bytes, tape[cursor]), as: UTF8.self)
                out.append(contentsOf: JSONValue.string(name).serialised())
                out.append(UInt8(ascii: ":"))
                write(cursor &+ 1, value)
                cursor = tape[cursor &+ 1].following(cursor &+ 1)
            }
        }
        out.append(UInt8(ascii: "}"))
    }

    private mutating func writeArray(_ index: Int, _ element: JSONProjection?) {
        out.append(UInt8(ascii: "["))
        if let element {
            var isFirst = true
            var cursor = index &+ 1
            for _ in 0..<tape[index].count {
                separate(&isFirst)
                write(cursor, element)
                cursor = tape[cursor].following(cursor)
            }
        }
        out.append(UInt8(ascii: "]"))
    }

    private mutating func separate(_ isFirst: inout Bool) {
        if !isFirst { out.append(UInt8(ascii: ",")) }
        isFirst = false
    }
}
