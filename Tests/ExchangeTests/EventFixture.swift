// SPDX-License-Identifier: Apache-2.0

import Exchange
import FoundationEssentials
import JSONSchema

/// Events to change one thing of.
enum EventFixture {
    static let id = "0192f0c1-2b3c-7d4e-8f50-112233445566"
    static let earlier = "0192f0c1-2b3c-7d4e-8f50-000000000001"

    /// The members of a good event, each value as JSON text.
    static let members: [(String, String)] = [
        ("specversion", "\"1.0\""),
        ("id", "\"\(id)\""),
        ("source", "\"https://police.northshire.example/records\""),
        ("type", "\"uk.northshire.police.missing-episode.v1\""),
        ("time", "\"2026-11-21T09:01:00+00:00\""),
        ("datacontenttype", "\"application/json\""),
        ("dataschema", "\"https://northshire.example/contracts/police.missing-episode/1.0.0/schema.json\""),
        ("subject", "\"episode/7f3a\""),
        ("recipientid", "\"harbour-academy northshire-health\""),
        ("data", "{\"episodeId\": \"e-1\", \"amount\": 1.50}"),
    ]

    /// The good event with members set, added or (nil) taken away.
    static func json(_ changes: [String: String?] = [:]) -> String {
        var rest = changes
        var parts: [String] = []
        for (name, value) in members {
            guard let change = rest.removeValue(forKey: name) else {
                parts.append("\"\(name)\": \(value)")
                continue
            }
            if let change { parts.append("\"\(name)\": \(change)") }
        }
        for (name, value) in rest.sorted(by: { $0.key < $1.key }) {
            if let value { parts.append("\"\(name)\": \(value)") }
        }
        return "{" + parts.joined(separator: ", ") + "}"
    }

    static func structured(_ text: String) throws(CloudEventError) -> Result<CloudEvent, CloudEventError> {
        let arrival = try CloudEvent.decode(
            contentType: "application/cloudevents+json",
            headers: [],
            body: Array(text.utf8)
        )
        return arrival.events[0]
    }

    static func event(_ changes: [String: String?] = [:]) throws -> CloudEvent {
        try structured(json(changes)).get()
    }

    static func envelope(_ changes: [String: String?] = [:]) throws -> Envelope {
        try Envelope(try event(changes))
    }

    /// The code with which the whole request or its only event is refused.
    static func code(contentType: String?, headers: [(String, String)] = [], body: [UInt8]) -> CloudEventError.Code? {
        do throws(CloudEventError) {
            let arrival = try CloudEvent.decode(contentType: contentType, headers: headers, body: body)
            for case .failure(let error) in arrival.events { return error.code }
            return nil
        } catch {
            return error.code
        }
    }

    /// A folder of public material beside the checkout, where there is one.
    static func shared(_ path: String) -> [UInt8]? {
        let checkout = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let folder = ProcessInfo.processInfo.environment["CONCORDAT_SHARED"] ?? "/\(checkout)/../shared"
        return FileManager.default.contents(atPath: "\(folder)/\(path)").map(Array.init)
    }
}
