// SPDX-License-Identifier: Apache-2.0

/// Cuts a stream of bytes into HL7 v2 messages: bare, in a batch (FHS, BHS, BTS, FTS) or in MLLP frames.
///
/// At most one message is held. Carriage return, line feed or both end a segment; a message ends where the next begins, at an MLLP end
/// byte, at a batch trailer or with the document. A bare message has no end mark, so only frames and batches show that they were cut.
struct HL7Splitter {
    /// What was found.
    enum Event: Equatable {
        /// A whole message: its number from 1, its segments without their ends.
        case message(Int, [[UInt8]])
        /// A message past the bound.
        case oversize(Int)
        /// A frame without its end byte, and the message in it if there is one.
        case cutShort(Int?)
        /// The first of some segments outside any message, by its number from 1.
        case stray(Int)
        case trailerWithoutBatch(Int)
        case batchWithoutTrailer
        case empty
    }

    private static let startOfBlock: UInt8 = 0x0B
    private static let endOfBlock: UInt8 = 0x1C
    private static let header = Array("MSH".utf8)

    private let maxMessageBytes: Int
    private var segment: [UInt8] = []
    private var segmentIsCut = false
    private var segmentsSeen = 0
    private var message: [[UInt8]] = []
    private var messageBytes = 0
    private var messageIsCut = false
    private var messagesSeen = 0
    private var straying = false
    private var framed = false
    private var openBatches: [UInt8] = []

    init(maxMessageBytes: Int) {
        self.maxMessageBytes = maxMessageBytes
    }

    mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Event] {
        var events: [Event] = []
        var rest = chunk
        while let mark = rest.firstIndex(where: Self.isMark) {
            take(rest[..<mark])
            events += endSegment()
            if rest[mark] == Self.startOfBlock { events += beginFrame() }
            if rest[mark] == Self.endOfBlock { events += endFrame() }
            rest = rest[(mark + 1)...]
        }
        take(rest)
        return events
    }

    mutating func finish() -> [Event] {
        var events = endSegment()
        if framed { events.append(abandon()) }
        events += endMessage()
        if segmentsSeen == 0 && events.isEmpty { events.append(.empty) }
        if !openBatches.isEmpty { events.append(.batchWithoutTrailer) }
        return events
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == 0x0D || byte == 0x0A || byte == startOfBlock || byte == endOfBlock
    }

    /// Keeps what the bound allows; the name of each segment is always kept, so that the next message is found.
    private mutating func take(_ bytes: ArraySlice<UInt8>) {
        let name = bytes.prefix(max(0, Self.header.count - segment.count))
        segment += name
        let rest = bytes.dropFirst(name.count)
        guard !rest.isEmpty else { return }
        let bound = segment.starts(with: Self.header) ? maxMessageBytes : maxMessageBytes - messageBytes
        let kept = rest.prefix(max(0, bound - segment.count))
        segment += kept
        if kept.count < rest.count { segmentIsCut = true }
    }

    private mutating func endSegment() -> [Event] {
        let ended =
            segmentsSeen == 0 && segment.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(segment.dropFirst(3)) : segment
        let isCut = segmentIsCut
        segment = []
        segmentIsCut = false
        guard !ended.isEmpty else { return [] }
        segmentsSeen += 1
        switch String(decoding: ended.prefix(3), as: UTF8.self) {
        case "MSH": return beginMessage(ended, isCut: isCut)
        case "FHS", "BHS": return openBatch(ended[0])
        case "FTS", "BTS": return closeBatch(ended[0])
        default: return add(ended, isCut: isCut)
        }
    }

    private mutating func beginMessage(_ header: [UInt8], isCut: Bool) -> [Event] {
        let events = endMessage()
        messagesSeen += 1
        straying = false
        message = [header]
        messageBytes = header.count
        messageIsCut = isCut
        return events
    }

    private mutating func add(_ ended: [UInt8], isCut: Bool) -> [Event] {
        guard !message.isEmpty else {
            defer { straying = true }
            return straying ? [] : [.stray(segmentsSeen)]
        }
        messageBytes += ended.count + 1
        messageIsCut = messageIsCut || isCut || messageBytes > maxMessageBytes
        if !messageIsCut { message.append(ended) }
        return []
    }

    private mutating func endMessage() -> [Event] {
        defer {
            message = []
            messageBytes = 0
        }
        guard !message.isEmpty else { return [] }
        return [messageIsCut ? .oversize(messagesSeen) : .message(messagesSeen, message)]
    }

    private mutating func openBatch(_ kind: UInt8) -> [Event] {
        straying = false
        openBatches.append(kind)
        return endMessage()
    }

    private mutating func closeBatch(_ kind: UInt8) -> [Event] {
        let events = endMessage()
        guard openBatches.last == kind else { return events + [.trailerWithoutBatch(segmentsSeen)] }
        openBatches.removeLast()
        return events
    }

    private mutating func beginFrame() -> [Event] {
        let events = framed ? [abandon()] : endMessage()
        framed = true
        straying = false
        return events
    }

    private mutating func endFrame() -> [Event] {
        framed = false
        straying = false
        return endMessage()
    }

    private mutating func abandon() -> Event {
        let number = message.isEmpty ? nil : messagesSeen
        message = []
        messageBytes = 0
        framed = false
        return .cutShort(number)
    }
}
