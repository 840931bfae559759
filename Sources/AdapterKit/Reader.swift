// SPDX-License-Identifier: Apache-2.0

/// Reads one native document in bounded memory, chunk by chunk.
///
/// Chunks may be cut anywhere, also inside a character. The items returned over the whole document must not depend on where the cuts
/// fell: a restarted gateway reads the same document again and relies on getting the same items at the same positions.
public protocol Reader {
    /// Takes the next bytes and returns the items completed by them.
    mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Item]

    /// Ends the document and returns what was still pending; a document cut short yields a fault, not silence.
    mutating func finish() -> [Item]
}

/// What the gateway knows about a document before it is read.
public struct DocumentContext: Sendable {
    /// The feed the document came in by.
    public let feed: String
    /// The document's own id: Idempotency-Key, MSH-10, MESH message id.
    public let id: String
    /// The agency the document is sent for.
    public let agency: String
    /// When the gateway received it, RFC 3339 in UTC.
    public let receivedAt: String
    /// The media type named at the door, if one was.
    public let contentType: String?

    /// Describes a document.
    public init(feed: String, id: String, agency: String, receivedAt: String, contentType: String? = nil) {
        self.feed = feed
        self.id = id
        self.agency = agency
        self.receivedAt = receivedAt
        self.contentType = contentType
    }
}

/// One thing found in a document.
public enum Item: Sendable, Equatable {
    /// A record that can become a message.
    case draft(Draft)
    /// A record that cannot, with the reason; the others go on.
    case fault(Fault)
    /// A record that rightly makes no message (an adult defendant, a nil return), with the reason.
    case passed(Position, reason: String)
    /// The recipient's later word on an earlier delivery.
    case reply(DeliveryReport)
}

/// Where in the document an item stands.
///
/// Stable over readings: the event id is derived from feed, document id and position.
public struct Position: Sendable, Hashable, CustomStringConvertible {
    /// What is counted: `row`, `segment`, `defendant`, `entry`.
    public let unit: String
    /// The number of the unit, from 1 (for a CSV the line of the file, the header being 1).
    public let number: Int
    /// Which of several drafts of one unit, when there are several.
    public let part: String?

    /// Makes a position.
    public init(_ unit: String, _ number: Int, part: String? = nil) {
        self.unit = unit
        self.number = number
        self.part = part
    }

    /// The document as a whole, for what is true of all of it.
    public static let document = Position("document", 1)

    /// Such as `row 17` or `row 17, alert`.
    public var description: String {
        part.map { "\(unit) \(number), \($0)" } ?? "\(unit) \(number)"
    }
}

/// Why one record of a document cannot become a message.
public struct Fault: Sendable, Hashable {
    /// Where the record stands.
    public let position: Position
    /// A stable rule name of the adapter, such as `schools.census.date`.
    public let rule: String
    /// What is wrong, without any value of the record.
    public let description: String
    /// What the sender does to mend it.
    public let mend: String

    /// Makes a fault.
    public init(at position: Position, rule: String, description: String, mend: String) {
        self.position = position
        self.rule = rule
        self.description = description
        self.mend = mend
    }
}

/// The recipient's later word on an earlier delivery: an HL7 acknowledgement, a MESH report, an SPI answer.
public struct DeliveryReport: Sendable, Hashable {
    /// Where the report stands in the document.
    public let position: Position
    /// The reference under which the parcel had been accepted.
    public let reference: String
    /// What it means for the delivery.
    public let outcome: Outcome

    /// Makes a report.
    public init(at position: Position, reference: String, outcome: Outcome) {
        self.position = position
        self.reference = reference
        self.outcome = outcome
    }
}
