// SPDX-License-Identifier: Apache-2.0

import Exchange
import JSONSchema
import Testing

@Suite struct CloudEventTests {
    private let batchType = "application/cloudevents-batch+json"

    @Test func `one bad event of a batch does not hurt the others`() throws {
        let body =
            "[\(EventFixture.json()), 7, \(EventFixture.json(["id": nil])), \(EventFixture.json(["subject": nil]))]"
        let events = try CloudEvent.decode(contentType: batchType, headers: [], body: Array(body.utf8)).events
        #expect(events.count == 4)
        #expect(try events[0].get()["id"] == EventFixture.id)
        #expect(code(events[1]) == .notAnEvent)
        #expect(code(events[2]) == .missingAttribute)
        #expect(try events[3].get()["subject"] == nil)
    }

    @Test func `each event of a batch keeps its own bytes of the one document`() throws {
        let first = EventFixture.json()
        let second = EventFixture.json(["data": "{\"n\": 1.10e1}"])
        let body = Array("[ \(first) ,\n\(second)]".utf8)
        let events = try CloudEvent.decode(contentType: batchType, headers: [], body: body).events
        #expect(try Array(#require(try events[0].get().node).rawBytes) == Array(first.utf8))
        #expect(try Array(#require(try events[1].get().node).rawBytes) == Array(second.utf8))
        #expect(try Array(#require(try events[1].get().record).rawBytes) == Array("{\"n\": 1.10e1}".utf8))
    }

    @Test(arguments: ["", "{", "{\"specversion\": \"1.0\"}", "[{\"a\":1,\"a\":2}]", "[1,]", "null"])
    func `a batch that is not an array or not JSON is refused whole`(body: String) {
        #expect(throws: CloudEventError.self) {
            try CloudEvent.decode(contentType: batchType, headers: [], body: Array(body.utf8))
        }
    }

    @Test func `a batch has at most a thousand events`() throws {
        func body(_ count: Int) -> [UInt8] {
            Array("[\(Array(repeating: "0", count: count).joined(separator: ","))]".utf8)
        }
        #expect(try CloudEvent.decode(contentType: batchType, headers: [], body: body(1_000)).events.count == 1_000)
        #expect(EventFixture.code(contentType: batchType, body: body(1_001)) == .tooManyEvents)
    }

    @Test func `an event larger than the bound is refused alone in a batch and whole by itself`() throws {
        let long = EventFixture.json(["data": "{\"t\": \"\(String(repeating: "x", count: 1 << 20))\"}"])
        #expect(EventFixture.code(contentType: "application/cloudevents+json", body: Array(long.utf8)) == .tooLarge)
        let body = Array("[\(long),\(EventFixture.json())]".utf8)
        let events = try CloudEvent.decode(contentType: batchType, headers: [], body: body).events
        #expect(code(events[0]) == .tooLarge)
        #expect(try events[1].get()["id"] == EventFixture.id)
    }

    @Test func `an event may be nested as deep in every mode`() throws {
        func data(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        let good = EventFixture.json(["data": data(63)])
        let deep = EventFixture.json(["data": data(64)])
        let headers = [("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/s"), ("ce-type", "t")]
        for (structured, inner, code) in [(good, data(63), nil), (deep, data(64), CloudEventError.Code.malformedJSON)] {
            let single = EventFixture.code(contentType: "application/cloudevents+json", body: Array(structured.utf8))
            let batch = EventFixture.code(contentType: batchType, body: Array("[\(structured)]".utf8))
            let binary = EventFixture.code(contentType: "application/json", headers: headers, body: Array(inner.utf8))
            #expect([single, batch, binary] == [code, code, code])
        }
    }

    @Test(arguments: [
        ("application/cloudevents+xml", CloudEventError.Code.unsupportedFormat),
        ("application/cloudevents-batch+avro", .unsupportedFormat),
        ("application/cloudevents+json; charset=iso-8859-1", .unsupportedFormat),
        ("application/cloudevents+json; charset", .unsupportedFormat),
        ("APPLICATION/CLOUDEVENTS", .unsupportedFormat),
        ("nonsense", .badAttributeValue),
        ("", .badAttributeValue),
    ])
    func `a media type that cannot be taken is refused`(type: String, code: CloudEventError.Code) {
        let headers = [("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/s"), ("ce-type", "t")]
        let expected = type.isEmpty ? .emptyAttribute : code
        #expect(EventFixture.code(contentType: type, headers: headers, body: Array("{}".utf8)) == expected)
    }

    @Test(arguments: [
        ("datacontenttype", "text/plain", CloudEventError.Code.invalidHeader),
        ("id", "2", .invalidHeader),
        ("data", "x", .badAttributeName),
        ("agreement_id", "x", .badAttributeName),
        ("", "x", .badAttributeName),
        ("subject", "100%", .invalidHeader),
        ("subject", "%4", .invalidHeader),
        ("subject", "%zz", .invalidHeader),
        ("subject", "%ED%A0%80", .invalidHeader),
        ("subject", "%F5%80%80%80", .invalidHeader),
        ("subject", "\"open", .invalidHeader),
        ("subject", "\"a\"b", .invalidHeader),
        ("subject", "a\"b", .invalidHeader),
        ("subject", "\"a\\", .invalidHeader),
        ("subject", "caf\u{e9}", .invalidHeader),
        ("subject", "a\u{1}b", .invalidHeader),
        ("subject", "a%00b", .badAttributeValue),
        ("subject", "%EF%BF%BF", .badAttributeValue),
        ("subject", "", .emptyAttribute),
        ("specversion2", "a%0Ab", .badAttributeValue),
    ])
    func `a hostile header is refused`(name: String, value: String, code: CloudEventError.Code) {
        let headers = [("ce-specversion", "1.0"), ("CE-ID", "1"), ("ce-source", "/s"), ("ce-type", "t")]
        let found = EventFixture.code(
            contentType: "application/json",
            headers: headers + [("Ce-\(name)", value)],
            body: Array("{}".utf8)
        )
        #expect(found == code)
    }

    @Test(arguments: [
        ("ext", "1e400", CloudEventError.Code.badAttributeType),
        ("ext", "99999999999999999999999999", .badAttributeType),
        ("ext", "-2147483649", .badAttributeType),
        ("ext", "1.0", .badAttributeType),
        ("ext", "[]", .badAttributeType),
        ("id", "7", .badAttributeType),
        ("time", "true", .badAttributeType),
        ("specversion", "\"0.3\"", .unsupportedVersion),
        ("specversion", "null", .missingAttribute),
        ("id", "\"\"", .emptyAttribute),
        ("subject", "\"\"", .emptyAttribute),
        ("subject", "\"a\\u0000b\"", .badAttributeValue),
        ("subject", "\"a\\u0085b\"", .badAttributeValue),
        ("subject", "\"\\ufdd0\"", .badAttributeValue),
        ("subject", "\"\\ud83f\\udfff\"", .badAttributeValue),
        ("subject", "\"\\udead\"", .badAttributeValue),
        ("subject", "\"a\nb\"", .malformedJSON),
        ("source", "\"a b\"", .badAttributeValue),
        ("dataschema", "\"/relative\"", .badAttributeValue),
        ("dataschema", "\"https://northshire.example/a#b\"", .badAttributeValue),
        ("datacontenttype", "\"json\"", .badAttributeValue),
        ("time", "\"2026-11-21\"", .badAttributeValue),
        ("data_base64", "\"AAEC\"", .dataAndBase64),
        ("Ext", "null", .badAttributeName),
        ("", "1", .badAttributeName),
    ])
    func `a hostile member is refused`(name: String, value: String, code: CloudEventError.Code) {
        let body = Array(EventFixture.json([name: value]).utf8)
        #expect(EventFixture.code(contentType: "application/cloudevents+json", body: body) == code)
    }

    @Test(arguments: ["\"AAE\"", "\"AA E\"", "\"AAF=\"", "\"A===\"", "\"====\"", "\"AA-_\"", "5", "\"=AAA\""])
    func `base64 is taken strictly`(text: String) {
        let body = Array(EventFixture.json(["data": nil, "data_base64": text]).utf8)
        #expect(EventFixture.code(contentType: "application/cloudevents+json", body: body) == .badBase64)
    }

    @Test(arguments: [("", []), ("AA==", [0]), ("AAE=", [0, 1]), ("/+7/", [255, 238, 255])] as [(String, [UInt8])])
    func `base64 is decoded`(text: String, bytes: [UInt8]) throws {
        let event = try EventFixture.event(["data": nil, "data_base64": "\"\(text)\""])
        guard case .bytes(let found) = event.data else {
            Issue.record("the data is not bytes")
            return
        }
        #expect(found == bytes)
    }

    @Test func `booleans and integers become their canonical text`() throws {
        let event = try EventFixture.event(["a": "true", "b": "false", "c": "-2147483648", "d": "2147483647"])
        #expect(["a", "b", "c", "d"].map { event[$0] } == ["true", "false", "-2147483648", "2147483647"])
        #expect(event.attribute("a")?.kind == .boolean && event.attribute("c")?.kind == .integer)
    }

    @Test func `a binary body that is not JSON stays bytes and one that claims to be is parsed`() throws {
        let headers = [("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/s"), ("ce-type", "t")]
        let plain = try CloudEvent.decode(contentType: "text/plain", headers: headers, body: [0xFF]).events[0].get()
        guard case .bytes([0xFF]) = plain.data else {
            Issue.record("the data is not the body")
            return
        }
        let none = try CloudEvent.decode(contentType: nil, headers: headers, body: []).events[0].get()
        guard case .absent = none.data else {
            Issue.record("there is data")
            return
        }
        #expect(
            EventFixture.code(contentType: "application/fhir+json", headers: headers, body: [0x7B]) == .malformedJSON
        )
    }

    @Test func `errors name the attribute but neither its value nor a name that could be a person's number`() throws {
        let secret = "Jo\\u0007Bloggs"
        let error = try #require(try failure(EventFixture.json(["subject": "\"\(secret)\""])))
        #expect(error.attribute == "subject")
        #expect(!error.description.contains("Bloggs") && !error.mend.contains("Bloggs"))
        #expect(try #require(try failure(EventFixture.json(["9434765919": "{}"]))).attribute == nil)
        #expect(try #require(try failure(EventFixture.json(["Jo Bloggs": "1"]))).attribute == nil)
    }

    @Test(arguments: CloudEventError.Code.allCases)
    func `every code has words for the sender`(code: CloudEventError.Code) {
        #expect(code.rawValue.utf8.allSatisfy { $0 != 0x20 })
        #expect(CloudEventError(code).description.hasSuffix(".") && CloudEventError(code).mend.hasSuffix("."))
    }

    private func code(_ result: Result<CloudEvent, CloudEventError>) -> CloudEventError.Code? {
        if case .failure(let error) = result { error.code } else { nil }
    }

    private func failure(_ text: String) throws -> CloudEventError? {
        if case .failure(let error) = try EventFixture.structured(text) { error } else { nil }
    }
}
