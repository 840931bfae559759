// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema

extension Day {
    /// The event whose disclosures are looked at closely, and the one that is only rehearsed.
    private static let missing = "missing-tonight.json"
    private static let rehearsal = "missing-rehearsal.json"
    private static let cloudEvent = "application/cloudevents+json"

    /// Posts one event and compares the answer.
    func post(_ event: DayScript.Event) async throws {
        try await scene(event.title) {
            let answer = try await client(event.client).post(
                "/v1/messages",
                try bytes(event.file),
                as: Self.cloudEvent,
                for: event.agency
            )
            try expect(
                answer.status == event.status,
                "answered \(answer.status), told \(event.status): \(answer.complaint)"
            )
            if let code = event.code {
                try expect(answer.code == code, "the code is \(answer.code ?? "missing"), told \(code)")
            }
            if let told = event.recipients {
                let found = Dictionary(answer.recipients.map { ($0.recipient, $0.code ?? "permitted") }) { first, _ in
                    first
                }
                try expect(found == told, "decided \(Self.words(found)), told \(Self.words(told))")
            }
            guard answer.isGood, let id = answer.json?["id"]?.stringValue else { return try Self.refusal(answer) }
            try receipts.verify(answer)
            let permitted = answer.recipients.filter { $0.clause != nil }
            await log.add(
                DayLog.Sent(client: event.client, agency: event.agency, id: id, recipients: permitted.map(\.recipient))
            )
            return permitted.compactMap { $0.clause?.split(separator: "#").last.map(String.init) }.joined(
                separator: ", "
            ) + "; receipt verified"
        }
    }

    /// What was told of a refusal: a code, who must mend it, and every fault with its mend.
    private static func refusal(_ answer: GatewayAnswer) throws -> String {
        guard let json = answer.json, let code = answer.code else {
            throw NotAsTold("the answer is no problem document")
        }
        try expect(json["mender"] != nil && json["mend"] != nil, "the refusal does not say who must mend it and how")
        for fault in answer.faults {
            try expect(!fault.rule.isEmpty && !fault.mend.isEmpty, "a fault without a rule or mend")
        }
        let codes = answer.recipients.compactMap(\.code)
        let faults = answer.faults.map { "\($0.pointer) \($0.rule)" }
        return "\(answer.status) " + (faults.isEmpty ? codes.isEmpty ? [code] : codes : faults).joined(separator: ", ")
    }

    /// The same event again: the same receipt, nothing more.
    func repeatEvent() async throws {
        try await scene("The same event again gets the same receipt") {
            guard let event = script.events.first(where: { $0.file == Self.missing }) else {
                throw NotAsTold("no \(Self.missing)")
            }
            let client = try client(event.client)
            let again = try await client.post(
                "/v1/messages",
                try bytes(event.file),
                as: Self.cloudEvent,
                for: event.agency
            )
            try expect(
                again.status == 202 && again.json?["repeated"]?.boolValue == true,
                "answered \(again.status), not as a repetition"
            )
            let kept = try await client.get("/v1/messages/\(again.json?["id"]?.stringValue ?? "")", for: event.agency)
            let receipt = again.json?["receipt"]?.rawBytes
            try expect(receipt != nil && receipt == kept.json?["receipt"]?.rawBytes, "the receipts differ")
            return "byte for byte"
        }
    }

    /// A dry run: judged, recorded, nothing kept.
    func rehearse() async throws {
        try await scene("A dry run is judged and keeps nothing") {
            guard let event = script.events.first(where: { $0.file == Self.missing }) else {
                throw NotAsTold("no \(Self.missing)")
            }
            let client = try client(event.client)
            let answer = try await client.post(
                "/v1/messages?dryRun=true",
                try bytes(Self.rehearsal),
                as: Self.cloudEvent,
                for: event.agency
            )
            try expect(
                answer.status == 200 && answer.json?["status"]?.stringValue == "rehearsed",
                "answered \(answer.status): \(answer.complaint)"
            )
            let later = try await client.get("/v1/messages/\(answer.json?["id"]?.stringValue ?? "")", for: event.agency)
            try expect(later.status == 404, "the event is known afterwards")
            return answer.recipients.compactMap(\.clause).joined(separator: ", ")
        }
    }

    /// The event whose disclosures are looked at closely, as it was sent.
    func missingEpisode() throws -> JSONNode { try JSONDocument(try bytes(Self.missing)).root }

    private func bytes(_ file: String) throws -> [UInt8] { [UInt8](try DayScript.read("\(scriptFolder)/\(file)")) }

    private static func words(_ decisions: [String: String]) -> String {
        decisions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
