// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// What both formats make: the data of `health.early-help-referral@1`.
///
/// Values are carried as they stand: whether they are right is for the contract to say, with its reasons.
struct Referral {
    static let contract = "health.early-help-referral@1"

    var id: String?
    var referredOn: String?
    var sentAt: String?
    var child: Value?
    var carers: [Value] = []
    var referrer: Value?
    var reasons: [Value] = []
    var narratives: [String] = []
    var urgency: String?
    var consent: Value?
    var serviceID: String?
    var serviceName: String?
    var serviceCategory: String?

    static func route(toService id: String) -> Route {
        .directory(kind: "early-help", scheme: "dos-service-id", value: id)
    }

    func data(marking: String) -> Value {
        .record([
            ("referralId", id.map(Value.string)),
            ("referredOn", referredOn.map(Value.string)),
            ("sentAt", sentAt.map(Value.string)),
            ("child", child),
            ("carers", .list(carers)),
            ("referrer", referrer),
            ("reasons", .list(reasons)),
            ("narrative", narratives.isEmpty ? nil : .string(narratives.joined(separator: "\n"))),
            ("urgency", urgency.map(Value.string)),
            ("consent", consent),
            (
                "requestedService",
                .entry([
                    ("dosServiceId", serviceID.map(Value.string)),
                    ("name", serviceName.map(Value.string)),
                    ("category", serviceCategory.map(Value.string)),
                ])
            ),
            ("handling", .record([("marking", .string(marking))])),
        ])
    }
}
