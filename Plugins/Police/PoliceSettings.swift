// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The settings of one police feed or destination.
struct PoliceSettings: Sendable {
    /// The largest document read, in bytes.
    let maxDocumentBytes: Int
    /// The force whose youth justice service is told when a case reference does not begin with a force code.
    let forceCode: String?
    /// The Government Security Classification marking put on each notice.
    let marking: String
    /// How long an SPI acceptance may stay without its `RouteDataResp`.
    let confirmWithin: Duration

    private static let keys = ["max-document-bytes", "force-code", "marking", "confirm-within-hours"]

    init(_ settings: AdapterSettings) throws(SettingsError) {
        maxDocumentBytes = try settings.integer("max-document-bytes", in: 1_024...8_388_608, default: 8_388_608)
        forceCode = try settings.optionalString("force-code")
        marking = try settings.choice(
            "marking",
            of: ["OFFICIAL", "OFFICIAL-SENSITIVE"],
            default: "OFFICIAL-SENSITIVE"
        )
        confirmWithin = .seconds(try settings.integer("confirm-within-hours", in: 1...720, default: 24) * 3_600)
        try settings.finish(known: Self.keys)
        if let forceCode, !ForceCode.isWellFormed(forceCode) {
            throw SettingsError(key: "force-code", problem: "is not a force code", mend: "give two digits in quotes")
        }
    }
}
