// SPDX-License-Identifier: Apache-2.0

internal import Exchange

/// What can be wrong with a request before it says anything about a message; the raw value is the stable name in problem documents.
package enum DoorProblem: String, Sendable, CaseIterable {
    case requestMalformed = "request.malformed"
    case requestInvalid = "request.invalid"
    case requestTimeout = "request.timeout"
    case headersTooLarge = "request.headers-too-large"
    case bodyTooLarge = "request.too-large"
    case bodyOfMessageTooLarge = "message.too-large"
    case unsupportedType = "request.unsupported-type"
    case agencyMissing = "request.agency-missing"
    case pathUnknown = "path.unknown"
    case methodNotAllowed = "method.not-allowed"
    case notFound = "resource.unknown"
    case notSealed = "proof.not-yet"
    case clientBusy = "client.busy"
    case bodiesFull = "gateway.bodies-full"
    case internalFault = "gateway.fault"

    /// The title, the explanation and what to do.
    struct Page {
        let status: Int
        let title: String
        let explanation: String
        let mend: String

        init(_ status: Int, _ title: String, _ explanation: String, _ mend: String) {
            self.status = status
            self.title = title
            self.explanation = explanation
            self.mend = mend
        }
    }

    var mender: RefusalCode.Mender { self == .internalFault || self == .bodiesFull ? .gateway : .sender }

    var page: Page {
        switch self {
        case .requestMalformed:
            Page(
                400,
                "Request malformed",
                "The request is not HTTP/1.1, or its body is not the JSON asked for.",
                "Correct the request."
            )
        case .requestInvalid:
            Page(
                400,
                "Request not valid",
                "A parameter, header or member is missing or out of bounds.",
                "Correct what is listed."
            )
        case .requestTimeout:
            Page(
                408,
                "Request too slow",
                "The request did not arrive in the time there is for it.",
                "Send it again, faster."
            )
        case .headersTooLarge:
            Page(
                431,
                "Headers too large",
                "The headers are more or larger than are taken.",
                "Send at most 100 headers of 32 KiB together."
            )
        case .bodyTooLarge:
            Page(413, "Body too large", "The body is larger than this address takes.", "Send less at a time.")
        case .bodyOfMessageTooLarge:
            Page(
                413,
                "Message too large",
                "A message may have 1 MiB and a batch 16 MiB.",
                "Send less, and put attachments where the contract says."
            )
        case .unsupportedType:
            Page(
                415,
                "Media type not supported",
                "The body is of a media type or encoding this address does not take.",
                "Send what the description of this address names, without a content encoding."
            )
        case .agencyMissing:
            Page(
                400,
                "Agency not said",
                "The client acts for several agencies and did not say for which.",
                "Name the agency in the header Concordat-Agency."
            )
        case .pathUnknown:
            Page(404, "Address not known", "There is nothing at this address.", "Use an address of /openapi.yaml.")
        case .methodNotAllowed:
            Page(
                405,
                "Method not allowed",
                "The address does not take this method.",
                "Use a method the Allow header names."
            )
        case .notFound:
            Page(404, "Not known", "There is nothing of that name that you may see.", "Check the name.")
        case .notSealed:
            Page(
                404,
                "Not sealed yet",
                "The entry is committed and not in the log yet.",
                "Ask again after the seconds Retry-After says."
            )
        case .clientBusy:
            Page(
                429,
                "Too much at once",
                "The client has more connections or waiting requests open than one client may have.",
                "Close some, and keep connections for further requests."
            )
        case .bodiesFull:
            Page(
                503,
                "Too many bodies at once",
                "The gateway holds as many bodies as it has room for.",
                "Send again after the seconds Retry-After says."
            )
        case .internalFault:
            Page(
                500,
                "Fault of the gateway",
                "The gateway met a fault of its own.",
                "Send again with the same id; the gateway's operator is told."
            )
        }
    }
}
