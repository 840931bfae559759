// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Carries a dialogue over one connection: a request, its answer, the next request.
final class TalkHandler<Talk: Dialogue>: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The gateway closed a connection in the middle of a dialogue.
    struct Lost: Error, CustomStringConvertible {
        var description: String { "the gateway closed a connection that was still in use" }
    }

    private var talk: Talk
    private var reader = AnswerReader()
    private var done: EventLoopPromise<Talk>?

    init(_ talk: Talk, done: EventLoopPromise<Talk>) {
        self.talk = talk
        self.done = done
    }

    func channelActive(context: ChannelHandlerContext) {
        ask(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        reader.take(unwrapInboundIn(data))
        do {
            while let answer = try reader.next() {
                talk.hear(answer, at: .now())
                ask(context)
            }
        } catch {
            end(.failure(error), context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.failure(Lost()), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(.failure(error), context)
    }

    private func ask(_ context: ChannelHandlerContext) {
        var request = context.channel.allocator.buffer(capacity: 2_048)
        guard talk.ask(into: &request, at: .now()) else {
            end(.success(talk), context)
            return
        }
        context.writeAndFlush(wrapOutboundOut(request), promise: nil)
    }

    private func end(_ result: Result<Talk, any Error>, _ context: ChannelHandlerContext) {
        guard let done else { return }
        self.done = nil
        done.completeWith(result)
        context.close(promise: nil)
    }
}
