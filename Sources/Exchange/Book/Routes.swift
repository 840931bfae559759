// SPDX-License-Identifier: Apache-2.0

/// Which clauses could decide about a contract version between two agencies, found in one look-up.
struct Routes: Sendable {
    struct Key: Hashable, Sendable {
        let contract: Int32
        let from: Int32
        let to: Int32
    }

    struct Source: Hashable, Sendable {
        let contract: Int32
        let from: Int32
    }

    /// A clause that permits, and the days on which both ends belong to it.
    struct Permit: Sendable {
        let rule: BookRule
        let clause: Clause
        let spans: [Validity]

        func binds(on day: CalendarDate) -> Bool { spans.contains { $0.contains(day) } }
    }

    /// A clause that denies, and the days on which both ends belong to it.
    struct Denial: Sendable {
        let rule: BookRule
        let spans: [Validity]

        func isOpen(on day: CalendarDate) -> Bool {
            rule.isInForce(on: day) && spans.contains { $0.contains(day) }
        }
    }

    /// A recipient that a sender must be made to notify.
    struct Duty: Sendable {
        let permit: Permit
        let recipient: BookAgency
    }

    /// One way by which a clause lets something reach a recipient.
    struct Inbound: Sendable {
        let rule: BookRule
        let contract: BookContract
        let from: BookAgency
    }

    struct Route: Sendable {
        var permits: [Permit] = []
        var denials: [Denial] = []
    }

    private(set) var routes: [Key: Route] = [:]
    private(set) var duties: [Source: [Duty]] = [:]
    /// By recipient, then by clause.
    private(set) var inbound: [Int32: [Int32: [Inbound]]] = [:]

    subscript(contract: BookContract, from: BookAgency, to: BookAgency) -> Route? {
        routes[Key(contract: contract.key, from: from.key, to: to.key)]
    }

    mutating func add(_ permit: Permit, from: BookAgency, to: BookAgency) {
        let contract = permit.clause.contract.key
        routes[Key(contract: contract, from: from.key, to: to.key), default: Route()].permits.append(permit)
        inbound[to.key, default: [:]][permit.rule.key, default: []].append(
            Inbound(rule: permit.rule, contract: permit.clause.contract, from: from)
        )
        guard permit.rule.rule.duty == .notify else { return }
        duties[Source(contract: contract, from: from.key), default: []].append(Duty(permit: permit, recipient: to))
    }

    mutating func add(_ denial: Denial, contract: BookContract, from: BookAgency, to: BookAgency) {
        routes[Key(contract: contract.key, from: from.key, to: to.key), default: Route()].denials.append(denial)
    }
}
