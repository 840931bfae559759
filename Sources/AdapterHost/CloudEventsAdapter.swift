// SPDX-License-Identifier: Apache-2.0

package import AdapterKit

/// For recipients that want the exchange's own form: the event in CloudEvents structured JSON.
///
/// Reads nothing: such senders post their events to the messages door.
package struct CloudEventsAdapter: Adapter {
    package static let about = AdapterDescription(
        name: "cloudevents",
        summary: "Hands the event on as it is, in CloudEvents structured JSON.",
        formats: ["application/cloudevents+json"]
    )

    package init(settings: AdapterSettings) throws(SettingsError) {
        try settings.finish(known: [])
    }

    package func reader(for document: DocumentContext) -> any Reader { NothingReader() }

    package func render(_ message: Message) throws(RenderFailure) -> Parcel {
        Parcel(contentType: "application/cloudevents+json; charset=utf-8", body: message.event)
    }

    package func outcome(of reply: Reply) -> Outcome { .http(reply) }

    private struct NothingReader: Reader {
        mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Item] { [] }

        mutating func finish() -> [Item] {
            [
                .fault(
                    Fault(
                        at: Position("document", 1),
                        rule: "cloudevents.no-feed",
                        description: "Events are not sent through a feed.",
                        mend: "Post them to /v1/messages."
                    )
                )
            ]
        }
    }
}
