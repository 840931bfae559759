// SPDX-License-Identifier: Apache-2.0

extension NamedCheck {
    /// Invented values, those that pass first and then some that do not.
    ///
    /// NHS numbers are of the range 999, which is for tests and never issued.
    var samples: [String] {
        let templates = list.map { $0.entries.map(\.value) + ["?not-listed"] } ?? name.templates
        let tried = templates.flatMap { template in
            template.utf8.contains(UInt8(ascii: "?"))
                ? NamedCheck.fillers.map { template.replacing("?", with: $0) } : [template]
        }
        return tried.filter { accepts($0, on: nil) } + tried.filter { !accepts($0, on: nil) }.prefix(3)
    }

    private static let fillers = "0123456789ABCDEFGHJKLMNPQRTUVWXYZ".map(String.init)
}

extension NamedCheck.Name {
    /// `?` is where the check digit or letter stands.
    fileprivate var templates: [String] {
        switch self {
        case .nhsNumber: ["999000100?", "999000200?"]
        case .upn: ["?820200010001", "?820200010002"]
        case .uln: ["900000000?", "900000001?", "900000002?"]
        case .urn: ["123456", "1234567", "12345"]
        case .laestab: ["9991234", "9994321", "1001234"]
        case .uprn: ["100012345678", "1", "012"]
        case .postcode: ["AA9A 9AA", "M1 1AE", "M11AE", "A1"]
        case .pncID: ["2002/0073319?", "2003/0000001?"]
        case .cro: ["73319/02?", "1/03?"]
        case .isoDate: ["2026-11-21", "2024-02-29", "2026-02-29"]
        case .isoDateTime: ["2026-11-21T09:00:00Z", "2026-11-21T09:00:00+01:00", "2026-11-21"]
        case .hl7Date: ["20261121", "20240229", "20260229"]
        case .hl7DateTime: ["20261121090000", "202611210900+0000", "2026112124"]
        // Their list says.
        case .code, .attendanceCode, .exclusionReason, .exclusionCategory: []
        }
    }
}
