// SPDX-License-Identifier: Apache-2.0

package import Contracts

extension Book {
    /// The clauses under which something accepted earlier may still leave for a recipient, sorted.
    ///
    /// A clause counts when its agreement version is in force, or when the version that superseded it is and has a clause of the
    /// same id that would permit the same. A clause that denies only some of the senders cannot be seen here: ask
    /// ``mayLeave(clauseKey:sender:contract:recipient:on:)`` about each delivery.
    package func deliverableClauseKeys(recipient: AgencyID, on now: Timestamp) -> [Int32] {
        let day = CalendarDate(londonAt: now)
        guard let agency = agencies[recipient], !agency.agency.isSuspended(on: day) else { return [] }
        return (routes.inbound[agency.key] ?? [:]).filter { _, ways in
            ways.contains { mayLeave($0.rule, $0.contract, $0.from, agency, day) }
        }.keys.sorted()
    }

    /// The clauses whose deliveries a client may receive for an agency, whether or not they are in force.
    ///
    /// What counts is the contract that is sent, in each version the clause covers.
    package func receivableClauseKeys(by actor: Actor, on day: CalendarDate) -> [Int32] {
        rules.filter { rule in
            // A clause that says nothing of what it sends lets nothing be received.
            !rule.clauses.isEmpty
                && rule.clauses.values.allSatisfy { clause in
                    directory.authorisation(
                        client: actor.client,
                        agency: actor.agency,
                        contract: clause.outgoing.major,
                        direction: .receive,
                        on: day
                    ) != nil
                }
        }.map(\.key)
    }

    /// Whether one delivery may leave now.
    package func mayLeave(
        clauseKey: Int32,
        sender: AgencyID,
        contract: ContractID,
        recipient: AgencyID,
        on now: Timestamp
    ) -> Bool {
        let day = CalendarDate(londonAt: now)
        guard let rule = rule(key: clauseKey), let clause = rule.clauses[contract], let sender = agencies[sender],
            let recipient = agencies[recipient]
        else { return false }
        return mayLeave(rule, clause.contract, sender, recipient, day)
    }

    private func mayLeave(
        _ rule: BookRule,
        _ contract: BookContract,
        _ sender: BookAgency,
        _ recipient: BookAgency,
        _ day: CalendarDate
    ) -> Bool {
        guard !rule.agreement.isStopped(on: day), !sender.agency.isSuspended(on: day),
            !recipient.agency.isSuspended(on: day), let route = routes[contract, sender, recipient],
            !route.denials.contains(where: { $0.isOpen(on: day) && $0.rule.rule.deniesAlways(rule.rule) })
        else { return false }
        return route.permits.contains { permit in
            permit.rule.isInForce(on: day) && permit.binds(on: day)
                && permit.rule.ref.agreement.id == rule.ref.agreement.id
                && permit.rule.ref.clause == rule.ref.clause && (permit.rule === rule || permit.rule.covers(rule))
        }
    }
}

extension Agreement.Clause {
    /// Whether a denying clause forbids all that a permitting one permits, whatever the record.
    ///
    /// Whether the record met a condition was settled when it was accepted, and cannot be asked again without it.
    fileprivate func deniesAlways(_ permitting: Agreement.Clause) -> Bool {
        match.isEmpty && when.isEmpty
            && (purposes.isEmpty || Set(purposes).isSuperset(of: permitting.purposes))
    }
}
