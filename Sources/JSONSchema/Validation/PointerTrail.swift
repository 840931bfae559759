// SPDX-License-Identifier: Apache-2.0

/// Pointers to values asked for in document order: one walk over the document serves them all.
struct PointerTrail {
    private struct Frame {
        let index: Int
        /// The child reached: the index of its name or of itself, and its ordinal.
        var cursor: Int
        var position = 0
        /// How long the pointer to the value is, in UTF-8.
        let length: Int
    }

    private let bytes: [UInt8]
    private let tape: [TapeEntry]
    /// Names that may be shown.
    private let names: Set<[UInt8]>
    private var frames: [Frame]
    private var text: [UInt8] = []

    init(_ bytes: [UInt8], _ tape: [TapeEntry], names: Set<[UInt8]>, root: Int) {
        self.bytes = bytes
        self.tape = tape
        self.names = names
        frames = [Frame(index: root, cursor: root + 1, length: 0)]
    }

    /// The pointer, cut short before the first member name that is not the schema's own.
    mutating func pointer(to target: Int) -> (String, isWhole: Bool) {
        while frames.count > 1, tape[frames[frames.count - 1].index].following(frames[frames.count - 1].index) <= target
        {
            frames.removeLast()
        }
        text.removeLast(text.count - frames[frames.count - 1].length)
        while frames[frames.count - 1].index != target {
            guard descend(towards: target) else { return (String(decoding: text, as: UTF8.self), false) }
        }
        return (String(decoding: text, as: UTF8.self), true)
    }

    private mutating func descend(towards target: Int) -> Bool {
        let last = frames.count - 1
        let isObject = tape[frames[last].index].kind == TapeEntry.object
        while true {
            let cursor = frames[last].cursor
            let value = isObject ? cursor + 1 : cursor
            let next = tape[value].following(value)
            guard next <= target else {
                if isObject {
                    let name = TapeText.decoded(bytes.span, tape[cursor])
                    guard names.contains(name) else { return false }
                    text += [UInt8(ascii: "/")] + Array(JSONPointer.escape(String(decoding: name, as: UTF8.self)).utf8)
                } else {
                    text += Array("/\(frames[last].position)".utf8)
                }
                frames.append(Frame(index: value, cursor: value + 1, length: text.count))
                return true
            }
            frames[last].cursor = next
            frames[last].position += 1
        }
    }
}
