// SPDX-License-Identifier: Apache-2.0

/// Which version of each agreement governs on which days.
///
/// A version that has begun supersedes the earlier ones for good: when it is stopped or runs out, they do not come back.
struct Governance: Sendable {
    private var days: [AgreementRef: Validity] = [:]
    private var versions: [String: [Agreement]] = [:]
    /// Versions that count: neither drafts nor short of an approval that is required.
    private(set) var counted: Set<AgreementRef> = []

    init(_ agreements: [Agreement], approved: (Agreement) -> Bool) {
        versions = Dictionary(grouping: agreements.filter { $0.status != .draft && approved($0) }, by: \.ref.id)
        for (id, unsorted) in versions {
            let sorted = unsorted.sorted { $0.ref.version < $1.ref.version }
            versions[id] = sorted
            for (index, agreement) in sorted.enumerated() {
                counted.insert(agreement.ref)
                let left = sorted[(index + 1)...].reduce(agreement.effectiveDays) { $0?.before($1.validity.from) }
                if let left { days[agreement.ref] = left }
            }
        }
    }

    /// The days on which a version governs; nil for none.
    func days(of ref: AgreementRef) -> Validity? { days[ref] }

    /// The version in force on a day.
    func governing(_ id: String, on day: CalendarDate) -> Agreement? {
        versions[id]?.last { days[$0.ref]?.contains(day) ?? false }
    }
}
