// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Postgres
internal import TransparencyLog

/// Turns a group of submissions into the parameters of `accept.sql`: one array for each column, filled in one pass.
///
/// What hangs on a submission names it by its place in the group, from 1, as SQL counts.
struct AcceptStatement {
    private var submissions = Submissions()
    private var bodies = Bodies()
    private var deliveries = Deliveries()
    private var subjects = Subjects()

    static func parameters(_ group: [Submission], stream: LedgerStream, day: CalendarDate) -> [PostgresValue] {
        var statement = AcceptStatement()
        // Of these there is one for each; of the rest nobody knows how many.
        statement.submissions.reserve(group.count)
        for submission in group { statement.add(submission) }
        return [.int8(group.first?.bookVersion ?? 0), .int8(stream.id), .int8(stream.lastSeq), day.postgres]
            + statement.submissions.values + statement.bodies.values
            + statement.deliveries.values + statement.subjects.values
    }

    private mutating func add(_ submission: Submission) {
        submissions.add(submission)
        let place = submissions.count
        let firstBody = bodies.count
        for body in submission.bodies { bodies.add(body, of: place) }
        for delivery in submission.deliveries {
            // Nothing stands at place 0, so a delivery without its body is refused; the next place would be another message's.
            let body = submission.bodies.firstIndex { $0.id == delivery.body }.map { firstBody + Int32($0) + 1 }
            deliveries.add(delivery, of: place, body: body ?? 0)
        }
        for subject in submission.subjects { subjects.add(subject, of: place) }
    }

    private struct Submissions {
        var message: [PostgresUUID] = [], at: [Int64] = [], agency: [Int32] = []
        var id: [PostgresUUID?] = [], source: [Int32] = [], fingerprint: [[UInt8]] = []
        var kind: [Int16] = [], leaf: [[UInt8]] = [], leafHash: [[UInt8]] = [], opening: [[UInt8]?] = []
        var clauses = Lists(), scope = Lists()

        var count: Int32 { Int32(message.count) }

        mutating func reserve(_ count: Int) {
            message.reserveCapacity(count)
            at.reserveCapacity(count)
            agency.reserveCapacity(count)
            id.reserveCapacity(count)
            source.reserveCapacity(count)
            fingerprint.reserveCapacity(count)
            kind.reserveCapacity(count)
            leaf.reserveCapacity(count)
            leafHash.reserveCapacity(count)
            opening.reserveCapacity(count)
        }

        mutating func add(_ submission: Submission) {
            let claim = submission.claim, entry = submission.entry
            message.append(submission.message.postgres)
            at.append(entry.at.microseconds)
            agency.append(claim?.agency ?? submission.agency)
            id.append(claim?.id.postgres)
            source.append(claim?.source ?? 0)
            fingerprint.append(claim?.fingerprint ?? [])
            kind.append(entry.kind.rawValue)
            leaf.append(entry.leaf)
            leafHash.append(entry.leafHash.bytes)
            opening.append(entry.opening)
            clauses.add(entry.clauses)
            scope.add(entry.scope)
        }

        var values: [PostgresValue] {
            [
                .uuidArray(message), .timestamptzArray(unixMicroseconds: at), .int4Array(agency),
                .uuidArray(nullable: id), .int4Array(source), .byteaArray(fingerprint), .int2Array(kind),
                .byteaArray(leaf), .byteaArray(leafHash), .byteaArray(nullable: opening),
            ] + clauses.values + scope.values
        }
    }

    /// A list for each row.
    ///
    /// An array of arrays in SQL must be rectangular, so they stand end to end, each row knowing its last.
    private struct Lists {
        var all: [Int32] = [], last: [Int32] = []

        mutating func add(_ list: [Int32]) {
            all += list
            last.append(Int32(all.count))
        }

        var values: [PostgresValue] { [.int4Array(all), .int4Array(last)] }
    }

    private struct Bodies {
        var submission: [Int32] = [], id: [PostgresUUID] = [], ring: [Int16] = []
        var wrap: [[UInt8]] = [], ciphertext: [[UInt8]] = []

        var count: Int32 { Int32(id.count) }

        mutating func add(_ body: SealedBody, of place: Int32) {
            submission.append(place)
            id.append(body.id.postgres)
            ring.append(body.ring)
            wrap.append(body.wrap)
            ciphertext.append(body.ciphertext)
        }

        var values: [PostgresValue] {
            [.int4Array(submission), .uuidArray(id), .int2Array(ring), .byteaArray(wrap), .byteaArray(ciphertext)]
        }
    }

    private struct Deliveries {
        var submission: [Int32] = [], id: [PostgresUUID] = [], recipient: [Int32] = []
        var clause: [Int32] = [], contract: [Int32] = [], channel: [Int16] = []
        var expiresAt: [Int64] = [], orderingKey: [String?] = [], body: [Int32] = []

        mutating func add(_ delivery: NewDelivery, of place: Int32, body: Int32) {
            submission.append(place)
            id.append(delivery.id.postgres)
            recipient.append(delivery.recipient)
            clause.append(delivery.clause)
            contract.append(delivery.contract)
            channel.append(delivery.channel.rawValue)
            expiresAt.append(delivery.expiresAt.microseconds)
            orderingKey.append(delivery.orderingKey)
            self.body.append(body)
        }

        var values: [PostgresValue] {
            [
                .int4Array(submission), .uuidArray(id), .int4Array(recipient), .int4Array(clause),
                .int4Array(contract), .int2Array(channel), .timestamptzArray(unixMicroseconds: expiresAt),
                .textArray(nullable: orderingKey), .int4Array(body),
            ]
        }
    }

    private struct Subjects {
        var submission: [Int32] = [], pseudonym: [[UInt8]] = []
        var scheme: [String] = [], epoch: [Int16] = [], role: [String] = []

        mutating func add(_ key: SubjectKey, of place: Int32) {
            submission.append(place)
            pseudonym.append(key.pseudonym)
            scheme.append(key.scheme)
            epoch.append(key.epoch)
            role.append(key.role)
        }

        var values: [PostgresValue] {
            [
                .int4Array(submission), .byteaArray(pseudonym), .textArray(scheme), .int2Array(epoch), .textArray(role),
            ]
        }
    }
}
