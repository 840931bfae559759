// SPDX-License-Identifier: Apache-2.0

internal import Contracts

/// One clause of one agreement version, compiled for every contract version it covers.
final class BookRule: Sendable {
    let key: Int32
    let ref: ClauseRef
    let rule: Agreement.Clause
    let agreement: Agreement
    /// The days on which the clause's agreement version governs; nil for none.
    let days: Validity?
    /// Empty for a clause that denies.
    let clauses: [ContractID: Clause]

    init(
        key: Int32,
        ref: ClauseRef,
        rule: Agreement.Clause,
        agreement: Agreement,
        days: Validity?,
        clauses: [ContractID: Clause]
    ) {
        self.key = key
        self.ref = ref
        self.rule = rule
        self.agreement = agreement
        self.days = days
        self.clauses = clauses
    }

    func isInForce(on day: CalendarDate) -> Bool { days?.contains(day) ?? false }

    /// Whether an event that names an agreement means this one: by its id alone or with the version.
    func answers(to agreement: String?) -> Bool {
        guard let agreement else { return true }
        return agreement == ref.agreement.id || agreement == ref.agreement.description
    }

    /// Whether what was accepted under an earlier version of the clause could be accepted under this one.
    ///
    /// Conditions must be the very same: whether the record meets others was never asked.
    func covers(_ earlier: BookRule) -> Bool {
        guard rule.effect == .permit, earlier.rule.effect == .permit, rule.mode == earlier.rule.mode,
            rule.match == earlier.rule.match, rule.when == earlier.rule.when,
            Set(rule.purposes).isSuperset(of: earlier.rule.purposes),
            rule.mayReceiveRestricted || !earlier.rule.mayReceiveRestricted
        else { return false }
        return earlier.clauses.allSatisfy { id, clause in
            guard let successor = clauses[id] else { return false }
            return successor.leaves.isSuperset(of: clause.leaves)
        }
    }
}
