// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Reads one FHIR document: JSON needs the whole of it, so it is gathered up to a bound and read at the end.
struct BundleReader: Reader {
    private let settings: HealthSettings
    private let document: DocumentContext
    private var bytes: [UInt8] = []
    private var tooLarge = false

    init(settings: HealthSettings, document: DocumentContext) {
        self.settings = settings
        self.document = document
    }

    /// Gathers; one fault when the bound is passed, and nothing is kept from then on.
    mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Item] {
        guard !tooLarge else { return [] }
        guard bytes.count + chunk.count <= settings.maxDocumentBytes else {
            tooLarge = true
            bytes = []
            return [
                Self.fault(
                    "size",
                    "The bundle is larger than \(settings.maxDocumentBytes) bytes.",
                    "Send attachments apart, or raise max-document-bytes for this feed."
                )
            ]
        }
        bytes.append(contentsOf: chunk)
        return []
    }

    /// Reads what was gathered.
    mutating func finish() -> [Item] {
        guard !tooLarge else { return [] }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        do throws(ValueSyntaxError) {
            return items(of: try Value(json: content, maxBytes: settings.maxDocumentBytes))
        } catch {
            return [
                Self.fault(
                    "json",
                    "The document is not JSON, or is cut short: \(error).",
                    "Send one FHIR bundle as JSON."
                )
            ]
        }
    }

    private func items(of root: Value) -> [Item] {
        guard root["resourceType"]?.text == "Bundle" else {
            return [Self.fault("bundle", "The document is not a FHIR Bundle.", "Send a Bundle of type message.")]
        }
        guard root["type"]?.text == "message" else {
            return [Self.fault("bundle-type", "The Bundle is not of type message.", "Send a Bundle of type message.")]
        }
        let bundle = FHIRBundle(root)
        guard let header = bundle.header else {
            return [
                Self.fault(
                    "header",
                    "The first entry is not a MessageHeader.",
                    "Begin the bundle with its MessageHeader."
                )
            ]
        }
        return MessageEvent(bundle: bundle, header: header, settings: settings, document: document).items()
    }

    private static func fault(_ rule: String, _ description: String, _ mend: String) -> Item {
        .fault(Fault(at: .document, rule: "health.fhir.\(rule)", description: description, mend: mend))
    }
}
