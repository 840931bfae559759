// SPDX-License-Identifier: Apache-2.0

/// The codes by which agreements name lawful bases and conditions.
///
/// UK GDPR Articles 6, 9 and 10 as amended by the Data (Use and Access) Act 2025; Data Protection Act 2018 section 35 and 36,
/// Schedules 1 and 8.
package enum LegalCode {
    private static let articles: Set<String> = Set(
        ["a", "b", "c", "d", "e", "ea", "f"].map { "ukgdpr:6-1-\($0)" }
            + ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"].map { "ukgdpr:9-2-\($0)" }
            + ["ukgdpr:10"]
    )
    private static let lawEnforcement: Set<String> = [
        "dpa18:p3-35-2-a", "dpa18:p3-35-2-b", "dpa18:p3-35-4", "dpa18:p3-35-5", "dpa18:p3-36-4",
    ]
    // Schedule 1 has 41 paragraphs, of which 1 to 37 are conditions; Schedule 8 has 9.
    private static let conditions: Set<String> = Set(
        (1...37).map { "dpa18:s1-\($0)" } + (1...9).map { "dpa18:s8-\($0)" }
    )

    package static func isKnown(_ code: String) -> Bool {
        articles.contains(code) || lawEnforcement.contains(code) || conditions.contains(code)
    }
}
