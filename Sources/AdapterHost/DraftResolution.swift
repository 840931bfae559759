// SPDX-License-Identifier: Apache-2.0

internal import AdapterKit
internal import Contracts
internal import Exchange

/// Makes the envelope of a draft: the contract's exact version, the recipients by the directory, and an id derived from feed, document
/// and position, so that the same row read twice is one event.
enum DraftResolution {
    case envelope(Envelope)
    case fault(Fault)

    init(_ draft: Draft, run: FeedRun, feed: Feed, actor: Actor, book: Book) {
        guard let major = ContractMajor(parsing: draft.contract), feed.contracts.contains(major),
            let contract = book.contracts.newest(of: major)
        else {
            self = .fault(
                Fault(
                    at: draft.position,
                    rule: "feed.contract",
                    description: "The adapter made a message of a contract this feed is not set up for.",
                    mend: "The operator adds the contract to the feed, or sends the document to another feed."
                )
            )
            return
        }
        guard let time = Timestamp(rfc3339: draft.time) else {
            self = .fault(
                Fault(
                    at: draft.position,
                    rule: "feed.time",
                    description: "The record has no time that exists.",
                    mend: "Correct the date or time of the record and send it again."
                )
            )
            return
        }
        guard let source = run.source else {
            self = .fault(
                Fault(
                    at: draft.position,
                    rule: "feed.source",
                    description: "No source is registered for the client and the agency.",
                    mend: "The operator registers a source in the directory; send the document again under another id."
                )
            )
            return
        }
        let recipients = draft.routes.flatMap { route -> [AgencyID] in
            switch route {
            case .agency(let id): [AgencyID(id)]
            case .directory(let kind, let scheme, let value):
                book.directory.agencies(kind: kind, scheme: scheme, value: value)
            }
        }
        guard !recipients.isEmpty else {
            self = .fault(
                Fault(
                    at: draft.position,
                    rule: "feed.route",
                    description: "No agency of the partnership answers to the record's \(Self.names(draft.routes)).",
                    mend: "Correct the identifier in the record, or ask the operator to register the agency."
                )
            )
            return
        }
        let id = Self.eventID(of: draft, at: draft.position, in: run.document, run, actor)
        let replaces: UniqueID? =
            switch draft.action.earlier {
            case nil: nil
            case .event(let text): UniqueID(parsing: text)
            case .row(let document, let position): Self.eventID(of: draft, at: position, in: document, run, actor)
            }
        guard (replaces == nil) == (draft.action.earlier == nil), replaces != id else {
            self = .fault(
                Fault(
                    at: draft.position,
                    rule: "feed.replaces",
                    description: "The event the record replaces or withdraws is not named by a UUID, or is its own.",
                    mend: "Name the earlier event by its id, as the results of its document tell it, or by its row."
                )
            )
            return
        }
        var seen: Set<AgencyID> = []
        self = .envelope(
            Envelope(
                id: id,
                source: source,
                type: contract.contract.messageType,
                time: time,
                timeText: draft.time,
                dataschema: contract.contract.dataschema,
                recipients: recipients.filter { seen.insert($0).inserted },
                purpose: draft.purpose,
                action: Envelope.Action(draft.action),
                replaces: replaces
            )
        )
    }

    /// The id of the event that a position of a document of the same feed and agency is made into.
    private static func eventID(
        of draft: Draft,
        at position: Position,
        in document: String,
        _ run: FeedRun,
        _ actor: Actor
    ) -> UniqueID {
        .derived(from: [
            "concordat/event", run.feed, actor.agency.rawValue, document, position.description, draft.contract,
        ])
    }

    private static func names(_ routes: [Route]) -> String {
        let names = routes.map { route in
            switch route {
            case .agency: "agency id"
            case .directory(let kind, let scheme, _): "\(scheme) (\(kind))"
            }
        }
        return names.isEmpty ? "routes" : names.joined(separator: ", ")
    }
}

extension Envelope.Action {
    fileprivate init(_ action: Draft.Action) {
        switch action {
        case .new: self = .new
        case .replace: self = .replace
        case .withdraw: self = .withdraw
        }
    }
}
