// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Postgres
internal import TransparencyLog

/// Turns a group of submissions into the parameters of `accept.sql`: one array for each column, filled in one pass.
struct AcceptStatement {
    private var claims = Claims()
    private var entries = Entries()
    private var bodies = Bodies()
    private var deliveries = Deliveries()
    private var subjects = Subjects()

    static func parameters(_ group: [Submission], stream: LedgerStream, day: CalendarDate) -> [PostgresValue] {
        var statement = AcceptStatement()
        for submission in group { statement.add(submission) }
        return [.int8(group.first?.bookVersion ?? 0), .int8(stream.id), .int8(stream.lastSeq), day.postgres]
            + statement.claims.values + statement.entries.values + statement.bodies.values
            + statement.deliveries.values + statement.subjects.values
    }

    private mutating func add(_ submission: Submission) {
        let message = submission.message.postgres, at = submission.entry.at.microseconds
        if let claim = submission.claim { claims.add(claim, message, at) }
        entries.add(submission.entry, message, at, claims: submission.claim != nil)
        for body in submission.bodies { bodies.add(body, message) }
        for delivery in submission.deliveries { deliveries.add(delivery, message, at) }
        for subject in submission.subjects {
            subjects.add(subject, message, at, sender: submission.agency)
        }
    }

    private struct Claims {
        var agency: [Int32] = [], id: [PostgresUUID] = [], source: [Int32] = [], message: [PostgresUUID] = []
        var at: [Int64] = [], fingerprint: [[UInt8]] = []

        mutating func add(_ claim: EventClaim, _ message: PostgresUUID, _ at: Int64) {
            agency.append(claim.agency)
            id.append(claim.id.postgres)
            source.append(claim.source)
            self.message.append(message)
            self.at.append(at)
            fingerprint.append(claim.fingerprint)
        }

        var values: [PostgresValue] {
            [
                .int4Array(agency), .uuidArray(id), .int4Array(source), .uuidArray(message),
                .timestamptzArray(unixMicroseconds: at),
                .byteaArray(fingerprint),
            ]
        }
    }

    private struct Entries {
        var at: [Int64] = [], kind: [Int16] = [], message: [PostgresUUID] = [], claims: [Bool] = []
        var leaf: [[UInt8]] = [], leafHash: [[UInt8]] = [], opening: [[UInt8]?] = []
        var clauses = Lists(), scope = Lists()

        mutating func add(_ entry: LedgerEntry, _ message: PostgresUUID, _ at: Int64, claims: Bool) {
            self.at.append(at)
            kind.append(entry.kind.rawValue)
            self.message.append(message)
            self.claims.append(claims)
            leaf.append(entry.leaf)
            leafHash.append(entry.leafHash.bytes)
            opening.append(entry.opening)
            clauses.add(entry.clauses)
            scope.add(entry.scope)
        }

        var values: [PostgresValue] {
            [
                .timestamptzArray(unixMicroseconds: at), .int2Array(kind), .uuidArray(message), .boolArray(claims),
                .byteaArray(leaf),
                .byteaArray(leafHash), .byteaArray(nullable: opening),
            ] + clauses.values + scope.values
        }
    }

    /// A list for each row.
    ///
    /// An array of arrays in SQL must be rectangular, so they stand end to end, each row knowing its first and last.
    private struct Lists {
        var all: [Int32] = [], first: [Int32] = [], last: [Int32] = []

        mutating func add(_ list: [Int32]) {
            first.append(Int32(all.count + 1))
            all += list
            last.append(Int32(all.count))
        }

        var values: [PostgresValue] { [.int4Array(all), .int4Array(first), .int4Array(last)] }
    }

    private struct Bodies {
        var message: [PostgresUUID] = [], id: [PostgresUUID] = [], ring: [Int16] = []
        var wrap: [[UInt8]] = [], ciphertext: [[UInt8]] = []

        mutating func add(_ body: SealedBody, _ message: PostgresUUID) {
            self.message.append(message)
            id.append(body.id.postgres)
            ring.append(body.ring)
            wrap.append(body.wrap)
            ciphertext.append(body.ciphertext)
        }

        var values: [PostgresValue] {
            [.uuidArray(message), .uuidArray(id), .int2Array(ring), .byteaArray(wrap), .byteaArray(ciphertext)]
        }
    }

    private struct Deliveries {
        var message: [PostgresUUID] = [], id: [PostgresUUID] = [], recipient: [Int32] = [], sender: [Int32] = []
        var clause: [Int32] = [], contract: [Int32] = [], channel: [Int16] = []
        var dueAt: [Int64] = [], expiresAt: [Int64] = [], orderingKey: [String?] = []
        var body: [PostgresUUID] = [], at: [Int64] = []

        mutating func add(_ delivery: NewDelivery, _ message: PostgresUUID, _ at: Int64) {
            self.message.append(message)
            id.append(delivery.id.postgres)
            recipient.append(delivery.recipient)
            sender.append(delivery.sender)
            clause.append(delivery.clause)
            contract.append(delivery.contract)
            channel.append(delivery.channel.rawValue)
            dueAt.append(delivery.dueAt.microseconds)
            expiresAt.append(delivery.expiresAt.microseconds)
            orderingKey.append(delivery.orderingKey)
            body.append(delivery.body.postgres)
            self.at.append(at)
        }

        var values: [PostgresValue] {
            [
                .uuidArray(message), .uuidArray(id), .int4Array(recipient), .int4Array(sender), .int4Array(clause),
                .int4Array(contract), .int2Array(channel), .timestamptzArray(unixMicroseconds: dueAt),
                .timestamptzArray(unixMicroseconds: expiresAt),
                .textArray(nullable: orderingKey), .uuidArray(body), .timestamptzArray(unixMicroseconds: at),
            ]
        }
    }

    private struct Subjects {
        var message: [PostgresUUID] = [], at: [Int64] = [], pseudonym: [[UInt8]] = []
        var scheme: [String] = [], epoch: [Int16] = [], role: [String] = [], sender: [Int32] = []

        mutating func add(_ key: SubjectKey, _ message: PostgresUUID, _ at: Int64, sender: Int32) {
            self.message.append(message)
            self.at.append(at)
            pseudonym.append(key.pseudonym)
            scheme.append(key.scheme)
            epoch.append(key.epoch)
            role.append(key.role)
            self.sender.append(sender)
        }

        var values: [PostgresValue] {
            [
                .uuidArray(message), .timestamptzArray(unixMicroseconds: at), .byteaArray(pseudonym),
                .textArray(scheme),
                .int2Array(epoch), .textArray(role), .int4Array(sender),
            ]
        }
    }
}
