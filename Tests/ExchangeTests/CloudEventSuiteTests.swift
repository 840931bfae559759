// SPDX-License-Identifier: Apache-2.0

import Exchange
import JSONSchema
import Testing

/// The cases written from the normative text of CloudEvents 1.0.2, and the standard's own examples.
@Suite struct CloudEventSuiteTests {
    @Test func `every case of the HTTP binding is read as the standard says`() throws {
        guard let bytes = EventFixture.shared("suites/cloudevents/http-binding-cases.json") else {
            print("skipped: suites/cloudevents/http-binding-cases.json is not there")
            return
        }
        let cases = try #require(try JSONDocument(bytes, limits: .document).root["cases"])
        var passed = 0
        for one in cases.elements {
            let name = one["name"]?.stringValue ?? "?"
            if let fault = try fault(in: one) { Issue.record("\(name): \(fault)") } else { passed += 1 }
        }
        print("cloudevents http-binding-cases: \(passed) of \(cases.count)")
        #expect(passed == cases.count && passed > 0)
    }

    @Test func `the examples of the JSON format are read once their base64 is one`() throws {
        guard let bytes = EventFixture.shared("suites/cloudevents/json-format-examples.json") else {
            print("skipped: suites/cloudevents/json-format-examples.json is not there")
            return
        }
        let examples = try #require(try JSONDocument(bytes).root["examples"])
        var passed = 0
        for (index, example) in examples.elements.enumerated() {
            // The standard prints words in the place of base64; left in, they are refused, and that event alone.
            let words = String(decoding: example.rawBytes, as: UTF8.self)
            let text = words.replacing("... base64 encoded string ...", with: "AAEC")
            let batch = example.kind == .array
            let type = batch ? "application/cloudevents-batch+json" : "application/cloudevents+json"
            let arrival = try CloudEvent.decode(contentType: type, headers: [], body: Array(text.utf8))
            let good = arrival.events.allSatisfy { (try? $0.get()) != nil }
            if good, arrival.events.count == (batch ? example.count : 1) { passed += 1 }
            #expect(good, "example \(index)")
            let printed = try CloudEvent.decode(contentType: type, headers: [], body: Array(words.utf8))
            let refused = printed.events.filter { (try? $0.get()) == nil }
            #expect(refused.count == (words == text ? 0 : 1), "example \(index) as printed")
        }
        print("cloudevents json-format-examples: \(passed) of \(examples.count)")
        #expect(passed == examples.count && passed > 0)
    }

    /// What a case expects and does not get.
    private func fault(in one: JSONNode) throws -> String? {
        var headers: [(String, String)] = []
        var contentType: String?
        for (name, value) in try #require(one["headers"]).members {
            let text = value.stringValue ?? ""
            if name.lowercased() == "content-type" { contentType = text } else { headers.append((name, text)) }
        }
        let body = Array((one["body"]?.stringValue ?? "").utf8)
        let expect = try #require(one["expect"])
        if let code = expect["error"]?.stringValue {
            let found = EventFixture.code(contentType: contentType, headers: headers, body: body)
            return found?.rawValue == code ? nil : "expected \(code), got \(found?.rawValue ?? "no error")"
        }
        let arrival = try CloudEvent.decode(contentType: contentType, headers: headers, body: body)
        guard arrival.mode.rawValue == expect["mode"]?.stringValue else { return "mode \(arrival.mode)" }
        if let count = expect["count"]?.integerValue {
            let good = arrival.events.filter { (try? $0.get()) != nil }.count
            return good == Int(count) ? nil : "\(good) good events"
        }
        return try fault(of: try arrival.events[0].get(), expect)
    }

    private func fault(of event: CloudEvent, _ expect: JSONNode) throws -> String? {
        let attributes = try #require(expect["attributes"])
        guard event.attributes.count == attributes.count else { return "\(event.attributes.count) attributes" }
        for (name, value) in attributes.members where !value.stringEquals(event[name] ?? "") {
            return "attribute \(name) differs"
        }
        if let hex = expect["dataHex"]?.stringValue {
            guard case .bytes(let bytes) = event.data else { return "data is not bytes" }
            return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == hex ? nil : "bytes differ"
        }
        if let data = expect["data"] {
            guard case .json(let node) = event.data else { return "data is not JSON" }
            return JSONValue(node).canonical() == JSONValue(data).canonical() ? nil : "data differs"
        }
        guard case .absent = event.data else { return "data is there" }
        return nil
    }
}
