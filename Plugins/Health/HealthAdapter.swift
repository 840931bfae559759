// SPDX-License-Identifier: Apache-2.0

package import AdapterKit

/// Reads referrals as BaRS FHIR message bundles or HL7 v2 REF^I12, and writes FHIR R4 message bundles.
package struct HealthAdapter: Adapter {
    private let settings: HealthSettings

    /// The adapter's name and formats.
    package static var about: AdapterDescription {
        AdapterDescription(
            name: "health",
            summary: "Turns referrals of the health service into early-help referrals, and sends messages as FHIR.",
            formats: [
                "FHIR R4 message Bundle (BaRS), JSON", "HL7 v2 REF^I12 and acknowledgements, bare, batched or in MLLP",
            ]
        )
    }

    /// Reads the settings; see `README.md` beside this file.
    package init(settings: AdapterSettings) throws(SettingsError) {
        self.settings = try HealthSettings(settings)
    }

    /// Makes the reader of one document, in the format the feed's settings name.
    package func reader(for document: DocumentContext) -> any Reader {
        switch settings.format {
        case .bars: BundleReader(settings: settings, document: document)
        case .hl7v2: HL7Reader(settings: settings, document: document)
        case .auto: FormatGuess(settings: settings, document: document)
        }
    }

    /// Renders an early-help referral as a BaRS referral, any other message as a Communication.
    package func render(_ message: Message) throws(RenderFailure) -> Parcel {
        try MessageBundle(message, settings: settings).parcel()
    }

    /// Reads an HTTP status and the OperationOutcome that says whose side must mend.
    package func outcome(of reply: Reply) -> Outcome {
        OperationAnswer(reply).outcome
    }
}
