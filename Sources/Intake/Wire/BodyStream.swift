// SPDX-License-Identifier: Apache-2.0

internal import NIOCore

/// A body as it arrives, never held whole.
///
/// Iterate once.
struct BodyStream: AsyncSequence {
    typealias Element = ByteBufferView

    /// The connection ended before the body did.
    struct CutShort: Error {}

    let parts: NIOAsyncChannelInboundStream<WirePart>.AsyncIterator

    struct AsyncIterator: AsyncIteratorProtocol {
        var parts: NIOAsyncChannelInboundStream<WirePart>.AsyncIterator

        mutating func next() async throws -> ByteBufferView? {
            switch try await parts.next() {
            case .piece(let bytes): bytes.readableBytesView
            case .end: nil
            case .call, nil: throw CutShort()
            }
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(parts: parts) }
}
