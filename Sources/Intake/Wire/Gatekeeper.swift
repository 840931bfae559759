// SPDX-License-Identifier: Apache-2.0

internal import NIOHTTP1

/// Who decides about requests; the wire only carries them.
protocol Gatekeeper: Sendable {
    /// Decides from the head alone whether a request may go on: called before a byte of its body is looked at.
    ///
    /// The fingerprint is SHA-256 of the client's DER certificate; nil on a listener without TLS.
    func admit(_ head: HTTPRequestHead, fingerprint: [UInt8]?, on connection: ConnectionState) -> Admission

    /// Answers a request whose body is whole.
    func answer(_ call: Call) async -> Answer

    /// Answers a request whose body is still arriving.
    func receive(_ call: Call, body: BodyStream) async -> Answer

    /// Words what the wire itself refuses.
    func refuse(_ problem: DoorProblem, _ call: Call?) -> Answer

    /// The present moment for the `Date` header.
    func date() -> String
}

/// What becomes of a request by its head.
enum Admission: Sendable {
    /// Its body is collected up to so many bytes.
    case collect(Call, atMost: Int)
    /// Its body is handed on as it arrives.
    case stream(Call)
    /// Answered at once; its body is not looked at.
    case refuse(Answer)
}
