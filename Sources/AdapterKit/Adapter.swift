// SPDX-License-Identifier: Apache-2.0

/// A translator between one sector's own format and the messages of the exchange.
///
/// An adapter never sends, stores, retries, logs a record or reads a clock: the gateway does all of that. Its three functions are pure,
/// so that they can be tested from files and cannot lose or leak anything.
///
/// - `reader(for:)` makes a ``Reader`` that turns one native document into drafts, faults and replies.
/// - `render(_:)` turns one message, already minimised for its recipient, into the bytes the recipient's system understands.
/// - `outcome(of:)` says what the recipient's answer means for the delivery.
public protocol Adapter: Sendable {
    /// The name by which feeds and destinations choose the adapter, and what it speaks.
    static var about: AdapterDescription { get }

    /// Reads the settings of one feed or one destination.
    ///
    /// - Throws: ``SettingsError`` naming the key at fault and how to mend it.
    init(settings: AdapterSettings) throws(SettingsError)

    /// Makes the reader of one document.
    func reader(for document: DocumentContext) -> any Reader

    /// Renders one minimised message for its recipient.
    ///
    /// - Throws: ``RenderFailure`` when the recipient's format cannot carry the message; the delivery is then undelivered with that reason.
    func render(_ message: Message) throws(RenderFailure) -> Parcel

    /// Reads the recipient's answer to a parcel.
    func outcome(of reply: Reply) -> Outcome
}

/// What an adapter is: shown by `concordat adapters` and in the catalogue.
public struct AdapterDescription: Sendable, Hashable {
    /// The name used in settings, such as `schools`.
    public let name: String
    /// One sentence for an integrator.
    public let summary: String
    /// The native formats read and written, such as `census suspension CSV`.
    public let formats: [String]

    /// Describes an adapter.
    public init(name: String, summary: String, formats: [String]) {
        self.name = name
        self.summary = summary
        self.formats = formats
    }
}

/// Why a message cannot be put into the recipient's format.
///
/// The reason names fields by JSON pointer and never quotes a value.
public struct RenderFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is missing or cannot be expressed, and who can mend it.
    public let reason: String

    /// Makes a failure with its reason.
    public init(_ reason: String) {
        self.reason = reason
    }

    /// The reason.
    public var description: String { reason }
}
