// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Postgres

extension Journal {
    /// The names evidence writes: the book's, and those the book has forgotten, such as a clause of a superseded agreement, from the tables
    /// of names, which forget nothing.
    func naming(
        _ parties: @escaping PartyNames,
        of deliveries: [SettledDelivery],
        on connection: SyncConnection
    ) throws -> PartyNames {
        var clauses: Set<Int32> = [], agencies: Set<Int32> = []
        for delivery in deliveries {
            let known = parties(delivery.clause, delivery.sender, delivery.recipient)
            if Self.isKey(known.clause) { clauses.insert(delivery.clause) }
            if Self.isKey(known.sender) { agencies.insert(delivery.sender) }
            if Self.isKey(known.recipient) { agencies.insert(delivery.recipient) }
        }
        guard !clauses.isEmpty || !agencies.isEmpty else { return parties }
        var clauseNames: [Int32: String] = [:], agencyNames: [Int32: String] = [:]
        for row in try connection.exec(SQL.names, [.int4Array(clauses.sorted()), .int4Array(agencies.sorted())]) {
            let key = try row.int4("key"), name = try row.text("name")
            if try row.text("kind") == "clause" { clauseNames[key] = name } else { agencyNames[key] = name }
        }
        return { [clauseNames, agencyNames] clause, sender, recipient in
            let known = parties(clause, sender, recipient)
            return DeliveryParties(
                sender: Self.isKey(known.sender) ? agencyNames[sender] ?? known.sender : known.sender,
                recipient: Self.isKey(known.recipient) ? agencyNames[recipient] ?? known.recipient : known.recipient,
                clause: Self.isKey(known.clause) ? clauseNames[clause] ?? known.clause : known.clause
            )
        }
    }

    /// A book writes the key itself, as `#17`, for what it has no name for.
    private static func isKey(_ name: String) -> Bool { name.hasPrefix("#") }
}
