// SPDX-License-Identifier: Apache-2.0

package import AdapterKit

/// Reads SPI/CJSE charge files and answers, and writes the iHub-like JSON:API dialect of police systems.
package struct PoliceAdapter: Adapter {
    private let settings: PoliceSettings

    /// The adapter's name and formats.
    package static var about: AdapterDescription {
        AdapterDescription(
            name: "police",
            summary: "Turns new cases of the Standard Prosecutor Interface into notices that a child was charged.",
            formats: ["SPI/CJSE RouteData XML, bare or in SOAP", "CJSE RouteDataResp XML", "iHub-like JSON:API"]
        )
    }

    /// Reads the settings; see `README.md` beside this file.
    package init(settings: AdapterSettings) throws(SettingsError) {
        self.settings = try PoliceSettings(settings)
    }

    /// Makes the reader of one SPI document.
    package func reader(for document: DocumentContext) -> any Reader {
        SPIReader(settings: settings, document: document)
    }

    /// Renders any message of the house as one JSON:API document.
    package func render(_ message: Message) throws(RenderFailure) -> Parcel {
        try IncidentDocument(message).parcel()
    }

    /// Reads an HTTP status, a JSON:API answer or an SPI `SubmitResponseMes`.
    package func outcome(of reply: Reply) -> Outcome {
        PoliceAnswer(reply, confirmWithin: settings.confirmWithin).outcome
    }
}
