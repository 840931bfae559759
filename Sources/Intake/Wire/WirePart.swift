// SPDX-License-Identifier: Apache-2.0

internal import NIOCore

/// What a connection hands over to be answered.
enum WirePart: Sendable {
    /// A request, whole unless its body is streamed.
    case call(Call)
    /// A piece of a streamed body.
    case piece(ByteBuffer)
    /// The end of a streamed body.
    case end
}
