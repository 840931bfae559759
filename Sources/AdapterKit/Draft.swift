// SPDX-License-Identifier: Apache-2.0

/// A message as an adapter proposes it: the gateway still validates it against the contract and asks the agreements.
public struct Draft: Sendable, Equatable {
    /// What the message does to an earlier one.
    public enum Action: String, Sendable, Hashable {
        /// A first report.
        case new
        /// Takes the place of an earlier message about the same record.
        case replace
        /// Withdraws an earlier message.
        case withdraw
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
