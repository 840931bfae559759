// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The plain JSON document a school's system is given, whatever the contract.
enum SchoolRecord {
    /// The delivery's facts and the minimised record.
    static func render(_ message: Message, action: String, replaces: String?) -> [UInt8] {
        Value.record([
            ("deliveryId", .string(message.deliveryID)),
            ("eventId", .string(message.eventID)),
            ("contract", .string(message.contract)),
            ("action", .string(action)),
            ("replaces", replaces.map(Value.string)),
            ("time", .string(message.time)),
            ("sender", .string(message.sender)),
            ("recipient", .string(message.recipient)),
            ("purpose", .string(message.purpose)),
            ("record", message.data),
        ]).json
    }
}
