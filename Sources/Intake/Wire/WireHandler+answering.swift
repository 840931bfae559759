// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import NIOHTTP1

extension WireHandler {
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        write(unwrapOutboundIn(data), context, promise)
    }

    /// Answers from the wire itself.
    func send(_ answer: Answer, _ context: ChannelHandlerContext) {
        write(answer, context, nil)
        context.flush()
    }

    private func write(_ answer: Answer, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        switch state {
        case .closed, .lingering:
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        case .idle, .collecting, .streaming, .answering, .discarding: break
        }
        let closes = answer.closes || isClosing || !isRequestRead
        context.write(wrapOutboundOut(.head(head(of: answer, closes: closes))), promise: nil)
        if !isHeadRequest, !answer.body.isEmpty {
            let body = context.channel.allocator.buffer(bytes: answer.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        guard closes else {
            context.write(wrapOutboundOut(.end(nil)), promise: promise)
            rest()
            takeBacklog(context)
            return
        }
        close(context, promise)
    }

    /// Ends the connection behind the answer.
    private func close(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
        if !isRequestRead {
            // Why not at once: bytes that arrive at a closed socket make the client's system throw the answer away unread.
            state = .lingering
            deadline = .now() + limits.linger.timeAmount
            isReadHeld = false
            context.read()
        } else {
            state = .closed
            sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        }
        context.write(wrapOutboundOut(.end(nil)), promise: sent)
    }

    private func head(of answer: Answer, closes: Bool) -> HTTPResponseHead {
        var headers = HTTPHeaders()
        headers.reserveCapacity(5 + answer.headers.count)
        headers.add(name: "content-type", value: answer.contentType)
        headers.add(name: "content-length", value: String(answer.body.count))
        headers.add(name: "date", value: keeper.date())
        for (name, value) in answer.headers { headers.add(name: name, value: value) }
        if closes { headers.add(name: "connection", value: "close") }
        return HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(statusCode: answer.status),
            headers: headers
        )
    }
}
