// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The plain JSON document an ePEP or casework system is given, whatever the contract.
enum VirtualSchoolRecord {
    /// The delivery's facts and the minimised record.
    static func render(_ message: Message, _ event: Value?) -> [UInt8] {
        Value.record([
            ("deliveryId", .string(message.deliveryID)),
            ("eventId", .string(message.eventID)),
            ("contract", .string(message.contract)),
            ("action", .string(event?["action"]?.text ?? Draft.Action.new.word)),
            ("replaces", event?["replaces"]?.text.map(Value.string)),
            ("time", .string(message.time)),
            ("sender", .string(message.sender)),
            ("recipient", .string(message.recipient)),
            ("purpose", .string(message.purpose)),
            ("record", message.data),
        ]).json
    }
}
