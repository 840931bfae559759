// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Why a whole document cannot be read; never quotes it.
enum SPIFailure: Error, Equatable {
    /// The XML of the envelope (`RouteData`, SOAP), or of the message escaped inside it.
    case xml(XMLText.Failure, part: String)
    /// The envelope holds no business message.
    case noContent(String)
    /// The root is none that is known.
    case unknownMessage
    /// An answer that names no request, or says nothing.
    case answer(String)

    var fault: Fault {
        switch self {
        case .xml(let failure, let part):
            Self.fault(of: failure, in: part)
        case .noContent(let element):
            Self.make(
                "content",
                "The element \(element) is missing or empty.",
                "Send the business message as escaped text in \(element)."
            )
        case .unknownMessage:
            Self.make(
                "message",
                "The document is neither a NewCaseMessage nor an answer of the exchange.",
                "Send SPI RouteData with a NewCaseMessage, or a RouteDataResp."
            )
        case .answer(let element):
            Self.make(
                "answer",
                "The answer has no \(element).",
                "Send the answer with the \(element) of the request it answers."
            )
        }
    }

    private static func fault(of failure: XMLText.Failure, in part: String) -> Fault {
        switch failure {
        case .notUTF8:
            make("encoding", "The \(part) is not UTF-8 text.", "Send UTF-8.")
        case .documentType:
            make("doctype", "The \(part) has a document type declaration.", "Send XML without a DOCTYPE.")
        case .malformed(let line):
            make(
                "xml",
                "The \(part) is not well-formed XML, or is cut short, at line \(line) of it.",
                "Send the document again as the case system made it."
            )
        case .tooDeep:
            make("depth", "The \(part) nests deeper than \(XMLText.maxDepth) elements.", "Send SPI XML.")
        case .tooManyElements:
            make(
                "elements",
                "The \(part) has more than \(XMLText.maxElements) elements.",
                "Send fewer defendants in one document."
            )
        }
    }

    private static func make(_ rule: String, _ description: String, _ mend: String) -> Fault {
        Fault(at: .document, rule: "police.spi.\(rule)", description: description, mend: mend)
    }
}
