// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Reads HL7 v2 messages one after the other; position "message" counts them from 1.
struct HL7Reader: Reader {
    private let settings: HealthSettings
    private let document: DocumentContext
    private var splitter: HL7Splitter

    init(settings: HealthSettings, document: DocumentContext) {
        self.settings = settings
        self.document = document
        splitter = HL7Splitter(maxMessageBytes: settings.maxMessageBytes)
    }

    mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Item] {
        splitter.consume(chunk).map(item)
    }

    mutating func finish() -> [Item] {
        splitter.finish().map(item)
    }

    private func item(of event: HL7Splitter.Event) -> Item {
        switch event {
        case .message(let number, let segments):
            HL7Item.read(segments, at: Position("message", number), settings: settings, document: document)
        case .oversize(let number):
            fault(
                at: Position("message", number),
                "size",
                "The message is larger than \(settings.maxMessageBytes) bytes.",
                "Send attachments apart, or raise max-message-bytes for this feed."
            )
        case .cutShort(let number):
            fault(
                at: number.map { Position("message", $0) } ?? .document,
                "cut-short",
                "An MLLP frame has no end byte: the message in it was cut short.",
                "Send the message again."
            )
        case .stray(let segment):
            fault(
                at: Position("segment", segment),
                "stray",
                "The segment stands outside any message.",
                "Begin each message with MSH."
            )
        case .trailerWithoutBatch(let segment):
            fault(
                at: Position("segment", segment),
                "batch",
                "A batch trailer closes no batch.",
                "Send FHS with FTS and BHS with BTS, in pairs."
            )
        case .batchWithoutTrailer:
            fault(
                at: .document,
                "batch",
                "The batch has no trailer: the document was cut short.",
                "Send the whole batch again."
            )
        case .empty:
            fault(at: .document, "empty", "The document holds no message.", "Send HL7 v2 messages that begin with MSH.")
        }
    }

    private func fault(at position: Position, _ rule: String, _ description: String, _ mend: String) -> Item {
        .fault(Fault(at: position, rule: "health.hl7v2.\(rule)", description: description, mend: mend))
    }
}
