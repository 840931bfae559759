// SPDX-License-Identifier: Apache-2.0

package import AdapterKit

/// Reads one SPI document: the parser needs the whole of it, so it is gathered up to a bound and read at the end.
package struct SPIReader: Reader {
    private let settings: PoliceSettings
    private let document: DocumentContext
    private var bytes: [UInt8] = []
    private var tooLarge = false

    init(settings: PoliceSettings, document: DocumentContext) {
        self.settings = settings
        self.document = document
    }

    /// Gathers; one fault when the bound is passed, and nothing is kept from then on.
    package mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Item] {
        guard !tooLarge else { return [] }
        guard bytes.count + chunk.count <= settings.maxDocumentBytes else {
            tooLarge = true
            bytes = []
            return [
                .fault(
                    Fault(
                        at: .document,
                        rule: "police.spi.size",
                        description: "The document is larger than \(settings.maxDocumentBytes) bytes.",
                        mend: "Send fewer defendants in one document, or raise max-document-bytes for this feed."
                    )
                )
            ]
        }
        bytes.append(contentsOf: chunk)
        return []
    }

    /// Reads what was gathered.
    package mutating func finish() -> [Item] {
        guard !tooLarge else { return [] }
        do throws(SPIFailure) {
            switch try SPIDocument(bytes) {
            case .newCase(let message, let prepared):
                return NewCase(message, prepared: prepared, settings: settings, document: document).items()
            case .answer(let report):
                return [.reply(report)]
            case .other(let reason):
                return [.passed(.document, reason: reason)]
            }
        } catch {
            return [.fault(error.fault)]
        }
    }
}
