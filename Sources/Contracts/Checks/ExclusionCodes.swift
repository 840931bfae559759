// SPDX-License-Identifier: Apache-2.0

/// Suspension and exclusion codes of the school census in England.
enum ExclusionCodes {
    private static let reasons: Set<String> = [
        "PP", "PA", "VP", "VA", "OW", "BU", "RA", "PH", "LG", "DS", "SM", "DA", "DM", "TH", "MT", "DB",
    ]
    private static let categories: Set<String> = ["PERM", "SUSP", "LNCH"]

    static func isReason(_ code: String) -> Bool { isListed(code, in: reasons) }

    static func isCategory(_ code: String) -> Bool { isListed(code, in: categories) }

    /// Only ASCII is compared, because strings that look alike compare equal.
    private static func isListed(_ code: String, in codes: Set<String>) -> Bool {
        code.utf8.allSatisfy { $0 < 0x80 } && codes.contains(code)
    }
}
