// SPDX-License-Identifier: Apache-2.0

/// A message as an adapter proposes it: the gateway still validates it against the contract and asks the agreements.
public struct Draft: Sendable, Equatable {
    /// What the message does to an earlier one.
    public enum Action: Sendable, Hashable {
        /// A first report.
        case new
        /// Takes the place of an earlier message about the same record.
        case replace(Earlier)
        /// Withdraws an earlier message.
        case withdraw(Earlier)

        /// The word for it in the event: `new`, `replace` or `withdraw`.
        public var word: String {
            switch self {
            case .new: "new"
            case .replace: "replace"
            case .withdraw: "withdraw"
            }
        }

        /// What is replaced or withdrawn.
        public var earlier: Earlier? {
            switch self {
            case .new: nil
            case .replace(let earlier), .withdraw(let earlier): earlier
            }
        }
    }

    /// Where the record stands in its document.
    public let position: Position
    /// The contract and major version, such as `schools.suspension-notification@1`.
    public let contract: String
    /// When what is reported happened, RFC 3339 with offset.
    public let time: String
    /// The record in the contract's shape.
    public let data: Value
    /// Who is to receive it; the gateway resolves each route through the directory.
    public let routes: [Route]
    /// The purpose, when the feed serves more than one.
    public let purpose: String?
    /// What the message does to an earlier one.
    public let action: Action

    /// Makes a draft.
    public init(
        at position: Position,
        contract: String,
        time: String,
        data: Value,
        routes: [Route],
        purpose: String? = nil,
        action: Action = .new
    ) {
        self.position = position
        self.contract = contract
        self.time = time
        self.data = data
        self.routes = routes
        self.purpose = purpose
        self.action = action
    }
}

/// An earlier message of the same sender, as a document can name it.
///
/// The gateway puts its event id into the event's `replaces`. Whether there is such a message it does not ask, as at the messages door.
public enum Earlier: Sendable, Hashable {
    /// By its event id, a UUID: for formats that carry it. The gateway tells senders the id of each row it accepts.
    case event(String)
    /// By the id of the document it came in, through the same feed, and its position there; it was of the draft's own contract.
    case row(document: String, Position)
}

/// A recipient as a document names it.
///
/// The gateway resolves it through the partnership's directory; a route that no agency answers to is reported with its scheme and kind.
public enum Route: Sendable, Hashable {
    /// An agency of the partnership by its id.
    case agency(String)
    /// The agency of a kind (`school`, `virtual-school`, `childrens-services`, `youth-justice`, `early-help`) that holds an identifier:
    /// `urn`, `laestab`, `la-code`, `ods`, `force-code`.
    case directory(kind: String, scheme: String, value: String)
}
