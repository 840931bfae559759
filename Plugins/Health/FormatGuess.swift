// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Chooses the reader by the first byte that is not white space: `{` begins a bundle, anything else is HL7 v2.
struct FormatGuess: Reader {
    private let settings: HealthSettings
    private let document: DocumentContext
    private var chosen: (any Reader)?

    init(settings: HealthSettings, document: DocumentContext) {
        self.settings = settings
        self.document = document
    }

    /// White space and byte order marks before the first byte say nothing and are dropped.
    mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Item] {
        if chosen != nil { return chosen?.consume(chunk) ?? [] }
        let rest = chunk.drop { $0 <= 0x20 && $0 != 0x0B || [0xEF, 0xBB, 0xBF].contains($0) }
        guard let first = rest.first else { return [] }
        var reader: any Reader =
            first == 0x7B
            ? BundleReader(settings: settings, document: document)
            : HL7Reader(settings: settings, document: document)
        let items = reader.consume(rest)
        chosen = reader
        return items
    }

    mutating func finish() -> [Item] {
        if chosen != nil { return chosen?.finish() ?? [] }
        return [
            .fault(
                Fault(
                    at: .document,
                    rule: "health.empty",
                    description: "The document is empty.",
                    mend: "Send a FHIR message bundle or HL7 v2 messages."
                )
            )
        ]
    }
}
