// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Postgres

/// Turns a group of submissions into the parameters of `accept.sql`.
enum AcceptStatement {
    static func parameters(_ group: [Submission], stream: LedgerStream, day: CalendarDate) -> [PostgresValue] {
        let claims = group.compactMap { submission in submission.claim.map { (submission, $0) } }
        let bodies = group.flatMap { submission in submission.bodies.map { (submission.message.postgres, $0) } }
        let deliveries = group.flatMap { submission in submission.deliveries.map { (submission, $0) } }
        let subjects = group.flatMap { submission in submission.subjects.map { (submission, $0) } }
        return [
            .int8(group.first?.bookVersion ?? 0),
            .int8(stream.id),
            .int8(stream.lastSeq),
            day.postgres,

            .int4Array(claims.map(\.1.agency)),
            .uuidArray(claims.map(\.1.id.postgres)),
            .int4Array(claims.map(\.1.source)),
            .uuidArray(claims.map(\.0.message.postgres)),
            .timestamptzArray(unixMicroseconds: claims.map(\.0.entry.at.microseconds)),
            .byteaArray(claims.map(\.1.fingerprint)),

            .timestamptzArray(unixMicroseconds: group.map(\.entry.at.microseconds)),
            .int2Array(group.map(\.entry.kind.rawValue)),
            .uuidArray(group.map(\.message.postgres)),
            .boolArray(group.map { $0.claim != nil }),
            .byteaArray(group.map(\.entry.leaf)),
            .byteaArray(nullable: group.map(\.entry.opening)),
            .textArray(group.map { arrayText($0.entry.clauses) }),
            .textArray(group.map { arrayText($0.entry.scope) }),

            .uuidArray(bodies.map(\.0)),
            .uuidArray(bodies.map(\.1.id.postgres)),
            .int2Array(bodies.map(\.1.ring)),
            .byteaArray(bodies.map(\.1.wrap)),
            .byteaArray(bodies.map(\.1.ciphertext)),

            .uuidArray(deliveries.map(\.0.message.postgres)),
            .uuidArray(deliveries.map(\.1.id.postgres)),
            .int4Array(deliveries.map(\.1.recipient)),
            .int4Array(deliveries.map(\.1.sender)),
            .int4Array(deliveries.map(\.1.clause)),
            .int4Array(deliveries.map(\.1.contract)),
            .int2Array(deliveries.map(\.1.channel.rawValue)),
            .timestamptzArray(unixMicroseconds: deliveries.map(\.1.dueAt.microseconds)),
            .timestamptzArray(unixMicroseconds: deliveries.map(\.1.expiresAt.microseconds)),
            .textArray(nullable: deliveries.map(\.1.orderingKey)),
            .uuidArray(deliveries.map(\.1.body.postgres)),
            .timestamptzArray(unixMicroseconds: deliveries.map(\.0.entry.at.microseconds)),

            .uuidArray(subjects.map(\.0.message.postgres)),
            .timestamptzArray(unixMicroseconds: subjects.map(\.0.entry.at.microseconds)),
            .byteaArray(subjects.map(\.1.pseudonym)),
            .textArray(subjects.map(\.1.scheme)),
            .int2Array(subjects.map(\.1.epoch)),
            .textArray(subjects.map(\.1.role)),
            .int4Array(subjects.map(\.0.agency)),

            .byteaArray(group.map(\.entry.leafHash.bytes)),
        ]
    }
}
