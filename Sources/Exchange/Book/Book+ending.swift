// SPDX-License-Identifier: Apache-2.0

extension Book {
    /// The clauses under which nothing will ever leave again, sorted: what still waits on them is closed.
    ///
    /// Only what is final counts: the agreement was revoked, or ran out without a version that goes on, or a later version took the
    /// clause back. An agreement or an agency that is suspended may be taken up again; what waits for it goes on waiting.
    package func endedClauseKeys(on now: Timestamp) -> [Int32] {
        let day = CalendarDate(londonAt: now)
        return rules.filter { isEnded($0, on: day) }.map(\.key).sorted()
    }

    private func isEnded(_ rule: BookRule, on day: CalendarDate) -> Bool {
        if rule.agreement.status == .revoked, rule.agreement.revokedFrom.map({ $0 <= day }) ?? true { return true }
        if let governing = governing(rule.ref.agreement.id, on: day) {
            guard governing.ref != rule.ref.agreement else { return false }
            let successor = rules.first { $0.ref.agreement == governing.ref && $0.ref.clause == rule.ref.clause }
            return !(successor?.covers(rule) ?? false)
        }
        return rule.agreement.validity.until.map { $0 < day } ?? false
    }
}
