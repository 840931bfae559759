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
        var seen: Set<AgencyID> = []
        self = .envelope(
            Envelope(
                id: UniqueID.derived(from: [
                    "concordat/event", run.feed, actor.agency.rawValue, run.document, draft.position.description,
                    draft.contract,
                ]),
                source: source,
                type: contract.contract.messageType,
                time: time,
                timeText: draft.time,
                dataschema: contract.contract.dataschema,
                recipients: recipients.filter { seen.insert($0).inserted },
                purpose: draft.purpose
            )
        )
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
