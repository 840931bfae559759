// SPDX-License-Identifier: Apache-2.0

import AdapterKit

extension FHIRReferral {
    /// FHIR consent-state-codes in the contract's words.
    static let consents = [
        "active": "active", "rejected": "refused", "inactive": "withdrawn", "proposed": "pending", "draft": "pending",
    ]

    /// The id in an endpoint such as `https://fhir.nhs.uk/Id/dos-service-id|111111111`.
    static func dosServiceID(_ endpoint: String?) -> String? {
        guard let endpoint, let bar = endpoint.utf8.lastIndex(of: 0x7C) else { return nil }
        let id = endpoint[endpoint.utf8.index(after: bar)...]
        guard endpoint[..<bar].lowercased().hasSuffix("/id/dos-service-id"), (1...20).contains(id.utf8.count),
            id.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return String(id)
    }

    /// The first coding of a CodeableConcept.
    static func coding(_ concept: Value?) -> Value? {
        concept?["coding"]?.elements.first
    }

    /// The codings of a list of CodeableConcepts.
    static func codings(_ concepts: Value?) -> [Value] {
        (concepts?.elements ?? []).flatMap { $0["coding"]?.elements ?? [] }
    }

    /// The value of the identifier with that system; systems are compared without regard to case, as BaRS files mix `Id` and `id`.
    static func identifier(_ resource: Value, system: String) -> Value? {
        (resource["identifier"]?.elements ?? []).first { $0["system"]?.text?.lowercased() == system }
    }

    static func organisation(_ resource: Value) -> Value? {
        let ods = identifier(resource, system: "https://fhir.nhs.uk/id/ods-organization-code")
        return Parts.organisation(ods: ods?["value"]?.text, name: resource["name"]?.text)
    }

    /// The id in a fullUrl: what follows `urn:uuid:`, or the last step of a URL.
    static func withoutScheme(_ url: String) -> String {
        guard let mark = url.utf8.lastIndex(where: { $0 == 0x3A || $0 == 0x2F }) else { return url }
        return String(url[url.utf8.index(after: mark)...])
    }

    /// Day and time with offset, as a FHIR `instant` has them; a bare day is not one.
    static func isInstant(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == 0x54 else { return false }
        return bytes.last == 0x5A || [0x2B, 0x2D].contains(bytes[bytes.count - 6])
    }
}
