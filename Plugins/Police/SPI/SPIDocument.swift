// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// What one document of the feed turned out to be, once its envelopes are taken off.
///
/// SOAP `SubmitRequestMes` holds `RouteData` escaped as text, and `RouteData` holds the business XML escaped as text once more. Either
/// may also stand alone, and either may hold its content as elements instead of text.
enum SPIDocument: Equatable {
    /// A new case, and when the envelope says it was prepared.
    case newCase(Element, prepared: Preparation)
    /// The exchange's word on an earlier document.
    case answer(DeliveryReport)
    /// A message that charges nobody.
    case other(reason: String)

    init(_ bytes: [UInt8]) throws(SPIFailure) {
        try self.init(root: Self.parsed("document") { () throws(XMLText.Failure) in try XMLText.parse(bytes) })
    }

    private init(root: Element) throws(SPIFailure) {
        switch root.name {
        case "Envelope":
            try self.init(soap: root)
        case "RouteData":
            try self.init(business: Self.business(of: root), prepared: Preparation(dataStream: root["DataStream"]))
        case "RouteDataResp":
            self = .answer(try RouteDataResponse.report(root))
        default:
            try self.init(business: root, prepared: Preparation(dataStream: nil))
        }
    }

    private init(soap envelope: Element) throws(SPIFailure) {
        guard let body = envelope["Body"] else { throw .noContent("Body") }
        if let response = body["SubmitResponseMes"] {
            self = .answer(try SubmitResponse(response).report())
            return
        }
        guard let message = body.at("SubmitRequestMes", "Message") else { throw .noContent("Message") }
        let routed = try Self.content(of: message, named: "Message", part: "escaped RouteData")
        guard routed.name != "Envelope" else { throw .unknownMessage }
        try self.init(root: routed)
    }

    private init(business: Element, prepared: Preparation) throws(SPIFailure) {
        switch business.name {
        case "NewCaseMessage": self = .newCase(business, prepared: prepared)
        case "ResultedCaseMessage": self = .other(reason: "the results of a case charge nobody anew")
        default: throw .unknownMessage
        }
    }

    private static func business(of routeData: Element) throws(SPIFailure) -> Element {
        guard let content = routeData.at("DataStream", "DataStreamContent") else {
            throw .noContent("DataStreamContent")
        }
        return try Self.content(of: content, named: "DataStreamContent", part: "escaped business message")
    }

    private static func content(of element: Element, named name: String, part: String) throws(SPIFailure) -> Element {
        if let child = element.children.first { return child }
        guard let text = element.trimmed else { throw .noContent(name) }
        return try parsed(part) { () throws(XMLText.Failure) in try XMLText.parse(text: text) }
    }

    private static func parsed(
        _ part: String,
        _ parse: () throws(XMLText.Failure) -> Element
    ) throws(SPIFailure) -> Element {
        do throws(XMLText.Failure) {
            return try parse()
        } catch {
            throw .xml(error, part: part)
        }
    }
}
