// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// What one connection asks and hears, request by request; it lives on its connection's event loop.
protocol Dialogue: Sendable {
    /// Writes the next request.
    ///
    /// - Returns: false when there is nothing more to ask; the connection is then closed.
    mutating func ask(into request: inout ByteBuffer, at now: NIODeadline) -> Bool

    /// Takes the answer to the request asked last.
    mutating func hear(_ answer: HTTPAnswer, at now: NIODeadline)
}

/// An answer whose body has arrived whole.
struct HTTPAnswer {
    let status: Int
    let body: ByteBuffer

    var isGood: Bool { (200..<300).contains(status) }
}
