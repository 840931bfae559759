// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import NIOCore
internal import NIOHTTP1

/// One admitted request.
struct Call: Sendable {
    let route: Route
    let query: Query
    let head: HTTPRequestHead
    /// Nil where nobody needs to be known.
    let caller: Caller?
    let connection: ConnectionState
    let began: NIODeadline
    var body: [UInt8] = []

    var isStreamed: Bool {
        if case .feed = route { true } else { false }
    }

    func header(_ name: String) -> String? { head.headers.first(name: name) }
}

/// Who asks, and what was true when they were let in.
struct Caller: Sendable {
    let actor: Actor
    /// Of the certificate they came with; nil on a listener without TLS.
    let fingerprint: [UInt8]?
    /// The store's key of the agency.
    let agency: Int32
    let book: Book
    let now: Timestamp
    /// The day by the clocks of London.
    let day: CalendarDate
}
