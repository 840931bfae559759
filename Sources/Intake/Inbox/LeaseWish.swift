// SPDX-License-Identifier: Apache-2.0

/// What a recipient asks for: how many deliveries, how long it waits for the first, how long it keeps them.
struct LeaseWish {
    let limit: Int
    let wait: Duration
    let hold: Duration

    init(_ body: [UInt8]) throws(DoorFailure) {
        var reader = try BodyReader(body, members: ["limit", "waitSeconds", "leaseSeconds"], mayBeEmpty: true)
        limit = Int(reader.integer("limit", in: 1...500, default: 50))
        wait = .seconds(reader.integer("waitSeconds", in: 0...30, default: 0))
        hold = .seconds(reader.integer("leaseSeconds", in: 10...3_600, default: 60))
        try reader.finish()
    }
}
