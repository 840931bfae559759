// SPDX-License-Identifier: Apache-2.0

/// Reads a text once, left to right, into a tape.
///
/// Strict RFC 8259, iterative: nesting costs no call stack. It looks at the text through a span, so that no look at a byte retains or
/// releases anything, and every look is checked against the end. What only looks at the text belongs to the span, not to the scanner:
/// a method that does not change the scanner would be handed a copy of it.
struct JSONScanner: ~Copyable, ~Escapable {
    let bytes: Span<UInt8>
    let maxDepth: Int
    let refusesDuplicates: Bool
    var position = 0
    /// Whether the scanner stopped because the tape it was given had no room left.
    private(set) var isOutOfTape = false
    /// The container being filled; meaningless while `stack` is empty.
    var current = Open(index: 0, isObject: false)
    private var stack: [Open] = []

    /// A container whose end is not yet reached.
    struct Open {
        var index: Int
        var isObject: Bool
        /// Members or elements begun so far.
        var count = 0
        /// One bit per name seen, chosen by its fingerprint: a clear bit proves a name new.
        var names: UInt64 = 0
    }

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, limits: JSONLimits, allowingDuplicateNames: Bool) throws(JSONSyntaxError) {
        guard bytes.count <= limits.effectiveBytes else {
            throw JSONSyntaxError(offset: limits.effectiveBytes, reason: .tooLarge)
        }
        self.bytes = bytes
        maxDepth = limits.maxDepth
        refusesDuplicates = !allowingDuplicateNames
        stack.reserveCapacity(min(limits.maxDepth, 16))
    }

    /// Reads the whole text.
    ///
    /// The tape has a fixed room, so that adding to it is no more than writing; ``isOutOfTape`` says when it was too small.
    mutating func run(into tape: inout OutputSpan<TapeEntry>) throws(JSONSyntaxError) {
        repeat { try beginValue(&tape) } while try !endValues(&tape)
        skipSpace()
        guard position == bytes.count else { throw failure(.trailingBytes) }
    }

    /// Reads the start of a value; a container that is not empty leaves the cursor before its first child.
    @inline(__always)
    private mutating func beginValue(_ tape: inout OutputSpan<TapeEntry>) throws(JSONSyntaxError) {
        while true {
            skipSpace()
            switch bytes.peek(position) {
            case UInt8(ascii: "\""):
                return try string(&tape)
            case UInt8(ascii: "{"):
                try open(isObject: true, &tape)
                skipSpace()
                if bytes.peek(position) == UInt8(ascii: "}") { return }
                try name(&tape)
            case UInt8(ascii: "["):
                try open(isObject: false, &tape)
                skipSpace()
                if bytes.peek(position) == UInt8(ascii: "]") { return }
                current.count &+= 1
            case UInt8(ascii: "t"):
                return try literal("true", TapeEntry.bool, &tape)
            case UInt8(ascii: "f"):
                return try literal("false", TapeEntry.bool, &tape)
            case UInt8(ascii: "n"):
                return try literal("null", TapeEntry.null, &tape)
            default:
                return try number(&tape)
            }
        }
    }

    /// Closes every container that ends here; false when another value follows.
    @inline(__always)
    private mutating func endValues(_ tape: inout OutputSpan<TapeEntry>) throws(JSONSyntaxError) -> Bool {
        while !stack.isEmpty {
            skipSpace()
            let byte = bytes.peek(position)
            if byte == UInt8(ascii: ",") && current.count > 0 {
                position &+= 1
                if current.isObject {
                    skipSpace()
                    try name(&tape)
                } else {
                    current.count &+= 1
                }
                return false
            }
            guard byte == (current.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw failure(.unexpectedByte)
            }
            position &+= 1
            try close(&tape)
        }
        return true
    }

    private mutating func open(isObject: Bool, _ tape: inout OutputSpan<TapeEntry>) throws(JSONSyntaxError) {
        guard stack.count < maxDepth else { throw failure(.tooDeep) }
        stack.append(current)
        current = Open(index: tape.count, isObject: isObject)
        try append(isObject ? TapeEntry.object : TapeEntry.array, position, 0, to: &tape)
        position &+= 1
    }

    private mutating func close(_ tape: inout OutputSpan<TapeEntry>) throws(JSONSyntaxError) {
        tape[current.index].meta |= UInt32(truncatingIfNeeded: current.count) &<< 8
        tape[current.index].end = UInt32(truncatingIfNeeded: position)
        tape[current.index].aux = UInt32(truncatingIfNeeded: tape.count)
        if current.isObject && refusesDuplicates && current.count > JSONScanner.fewNames {
            try refuseRepeatedNames(tape.span)
        }
        current = stack.removeLast()
    }

    @inline(__always)
    mutating func append(
        _ meta: UInt32,
        _ start: Int,
        _ end: Int,
        aux: UInt32 = 0,
        to tape: inout OutputSpan<TapeEntry>
    ) throws(JSONSyntaxError) {
        guard !tape.isFull else { throw outOfTape() }
        tape.append(
            TapeEntry(
                meta: meta,
                start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: end),
                aux: aux
            )
        )
    }

    @inline(never)
    private mutating func outOfTape() -> JSONSyntaxError {
        isOutOfTape = true
        return failure(.tooLarge)
    }

    /// A member name with its colon.
    @inline(__always)
    private mutating func name(_ tape: inout OutputSpan<TapeEntry>) throws(JSONSyntaxError) {
        guard bytes.peek(position) == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
        let offset = position
        let print = try nameString(&tape)
        if refusesDuplicates {
            let bit: UInt64 = 1 &<< UInt64(print & 63)
            if current.names & bit != 0, repeats(tape.span) {
                throw JSONSyntaxError(offset: offset, reason: .duplicateName)
            }
            current.names |= bit
        }
        current.count &+= 1
        skipSpace()
        guard bytes.peek(position) == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
        position &+= 1
    }

    @inline(__always)
    mutating func skipSpace() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte > 0x20 { return }
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position &+= 1
        }
    }

    @inline(never)
    func failure(_ reason: JSONSyntaxError.Reason, at offset: Int? = nil) -> JSONSyntaxError {
        let offset = offset ?? position
        return JSONSyntaxError(offset: offset, reason: offset >= bytes.count ? .unexpectedEnd : reason)
    }
}
