// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The settings of one health feed or destination.
struct HealthSettings: Sendable {
    /// The native formats of a feed.
    enum Format: String, CaseIterable, Sendable {
        case bars
        case hl7v2
        case auto
    }

    /// The format of the feed's documents.
    let format: Format
    /// The largest bundle read, in bytes.
    let maxDocumentBytes: Int
    /// The largest HL7 v2 message read, in bytes.
    let maxMessageBytes: Int
    /// The directory-of-services id used when a document or message names none.
    let dosServiceID: String?
    /// The sender's own service, named in outgoing bundles.
    let sourceServiceID: String?
    /// The Government Security Classification marking put on each referral.
    let marking: String

    private static let keys = [
        "format", "max-document-bytes", "max-message-bytes", "dos-service-id", "source-dos-service-id", "marking",
    ]

    init(_ settings: AdapterSettings) throws(SettingsError) {
        let word = try settings.choice("format", of: Format.allCases.map(\.rawValue), default: Format.auto.rawValue)
        format = Format(rawValue: word) ?? .auto
        maxDocumentBytes = try settings.integer("max-document-bytes", in: 1_024...16_777_216, default: 8_388_608)
        maxMessageBytes = try settings.integer("max-message-bytes", in: 1_024...8_388_608, default: 1_048_576)
        dosServiceID = try Self.service("dos-service-id", settings)
        sourceServiceID = try Self.service("source-dos-service-id", settings)
        marking = try settings.choice(
            "marking",
            of: ["OFFICIAL", "OFFICIAL-SENSITIVE"],
            default: "OFFICIAL-SENSITIVE"
        )
        try settings.finish(known: Self.keys)
    }

    private static func service(_ key: String, _ settings: AdapterSettings) throws(SettingsError) -> String? {
        guard let id = try settings.optionalString(key) else { return nil }
        guard (1...20).contains(id.utf8.count), id.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw SettingsError(
                key: key,
                problem: "is not a directory-of-services id",
                mend: "give its digits in quotes"
            )
        }
        return id
    }
}
