// SPDX-License-Identifier: Apache-2.0

internal import NIOCore

/// Tells the wire handler that bytes have come before they make up a request head, so that a head sent byte by byte is cut off.
final class ByteWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let wire: WireHandler

    init(_ wire: WireHandler) {
        self.wire = wire
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        wire.noteBytes()
        context.fireChannelRead(data)
    }
}
