// SPDX-License-Identifier: Apache-2.0

/// Reads a text once, left to right, into a tape.
///
/// Strict RFC 8259, iterative: nesting costs no call stack.
struct JSONScanner {
    let bytes: [UInt8]
    let maxDepth: Int
    let refusesDuplicates: Bool
    var position = 0
    var tape: [TapeEntry] = []
    /// The container being filled; meaningless while `stack` is empty.
    var current = Open(index: 0, isObject: false, names: 0)
    var stack: [Open] = []

    /// A container whose end is not yet reached.
    struct Open {
        var index: Int
        var isObject: Bool
        /// One bit per name seen, chosen by its fingerprint: a clear bit proves a name new.
        var names: UInt64
    }

    init(_ bytes: [UInt8], limits: JSONLimits, allowingDuplicateNames: Bool) throws(JSONSyntaxError) {
        guard bytes.count <= limits.effectiveBytes else {
            throw JSONSyntaxError(offset: limits.effectiveBytes, reason: .tooLarge)
        }
        self.bytes = bytes
        maxDepth = limits.maxDepth
        refusesDuplicates = !allowingDuplicateNames
        tape.reserveCapacity(bytes.count / 8 + 8)
    }

    mutating func run() throws(JSONSyntaxError) {
        repeat { try beginValue() } while try !endValues()
        skipSpace()
        guard position == bytes.count else { throw failure(.trailingBytes) }
    }

    /// Reads the start of a value; a container that is not empty leaves the cursor before its first child.
    private mutating func beginValue() throws(JSONSyntaxError) {
        while true {
            skipSpace()
            switch peek(position) {
            case UInt8(ascii: "{"):
                try open(TapeEntry.object)
                skipSpace()
                if peek(position) == UInt8(ascii: "}") { return }
                try name()
            case UInt8(ascii: "["):
                try open(TapeEntry.array)
                skipSpace()
                if peek(position) == UInt8(ascii: "]") { return }
                count()
            case UInt8(ascii: "\""):
                return try string()
            case UInt8(ascii: "t"):
                return try literal(JSONScanner.trueWord, TapeEntry.bool)
            case UInt8(ascii: "f"):
                return try literal(JSONScanner.falseWord, TapeEntry.bool)
            case UInt8(ascii: "n"):
                return try literal(JSONScanner.nullWord, TapeEntry.null)
            default:
                return try number()
            }
        }
    }

    /// Closes every container that ends here; false when another value follows.
    private mutating func endValues() throws(JSONSyntaxError) -> Bool {
        while !stack.isEmpty {
            skipSpace()
            let byte = peek(position)
            if byte == UInt8(ascii: ",") && tape[current.index].count > 0 {
                position &+= 1
                if current.isObject {
                    skipSpace()
                    try name()
                } else {
                    count()
                }
                return false
            }
            guard byte == (current.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw failure(.unexpectedByte)
            }
            position &+= 1
            try close()
        }
        return true
    }

    private mutating func open(_ kind: UInt32) throws(JSONSyntaxError) {
        guard stack.count < maxDepth else { throw failure(.tooDeep) }
        stack.append(current)
        current = Open(index: tape.count, isObject: kind == TapeEntry.object, names: 0)
        tape.append(TapeEntry(meta: kind, start: UInt32(truncatingIfNeeded: position), end: 0, aux: 0))
        position &+= 1
    }

    private mutating func close() throws(JSONSyntaxError) {
        tape[current.index].end = UInt32(truncatingIfNeeded: position)
        tape[current.index].aux = UInt32(truncatingIfNeeded: tape.count)
        if current.isObject && refusesDuplicates && tape[current.index].count > JSONScanner.fewNames {
            try refuseRepeatedNames()
        }
        current = stack.removeLast()
    }

    @inline(__always)
    private mutating func count() { tape[current.index].meta &+= 1 << 8 }

    /// A member name with its colon.
    private mutating func name() throws(JSONSyntaxError) {
        guard peek(position) == UInt8(ascii: "\"") else { throw failure(.unexpectedByte) }
        let offset = position
        try nameString()
        if refusesDuplicates {
            let index = tape.count &- 1
            let bit: UInt64 = 1 &<< UInt64(tape[index].aux & 63)
            if current.names & bit != 0, repeats(index) {
                throw JSONSyntaxError(offset: offset, reason: .duplicateName)
            }
            current.names |= bit
        }
        count()
        skipSpace()
        guard peek(position) == UInt8(ascii: ":") else { throw failure(.unexpectedByte) }
        position &+= 1
    }

    /// The byte at an offset, or NUL, which no grammar rule accepts, past the end.
    @inline(__always)
    func peek(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

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
