// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import NIOHTTP1

extension WireHandler {
    /// A body larger than this leaves slice by slice.
    private static let sliceBytes = 128 << 10

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
        case .closed, .closing, .sending, .lingering:
            promise?.fail(ChannelError.ioOnClosedChannel)
            if answer.ifLost != nil { connection.settleSending(false) }
            return
        case .idle, .collecting, .streaming, .answering, .discarding: break
        }
        giveBackBody()
        let promise = answer.ifLost == nil ? promise : reporting(promise, context)
        let closes = answer.closes || isClosing || !isRequestRead
        (sendingBegan, sent) = (.now(), 0)
        context.write(wrapOutboundOut(.head(head(of: answer, closes: closes))), promise: nil)
        guard !isHeadRequest, !answer.body.isEmpty else { return finish(closes, context, promise) }
        let body = context.channel.allocator.buffer(bytes: answer.body)
        if body.readableBytes > Self.sliceBytes, isRequestRead {
            state = .sending
            send(body, closes, context, promise)
        } else {
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
            finish(closes, context, promise)
        }
    }

    /// A promise that tells the connection what becomes of the answer.
    private func reporting(_ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext)
        -> EventLoopPromise<Void>
    {
        let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.whenComplete { [connection] result in
            if case .success = result { connection.settleSending(true) } else { connection.settleSending(false) }
        }
        return sent
    }

    /// Writes the next slice of a large body, and the one after it when this has left.
    ///
    /// So it is seen how fast the client fetches it, and never more than a slice waits to be encrypted.
    private func send(
        _ body: ByteBuffer,
        _ closes: Bool,
        _ context: ChannelHandlerContext,
        _ promise: EventLoopPromise<Void>?
    ) {
        var left = body
        guard let slice = left.readSlice(length: min(Self.sliceBytes, left.readableBytes)), slice.readableBytes > 0
        else { return finish(closes, context, promise) }
        let rest = left
        let written = context.eventLoop.makePromise(of: Void.self)
        context.write(wrapOutboundOut(.body(.byteBuffer(slice))), promise: written)
        let loop = context.eventLoop.assumeIsolated()
        written.futureResult.assumeIsolated().whenComplete { [self] result in
            guard case .success = result else {
                promise?.fail(ChannelError.ioOnClosedChannel)
                return context.close(promise: nil)
            }
            sent += slice.readableBytes
            // Why not at once: this may be called from within a flush.
            loop.execute { [self] in
                guard case .sending = state else {
                    promise?.fail(ChannelError.ioOnClosedChannel)
                    return
                }
                send(rest, closes, context, promise)
                context.flush()
            }
        }
    }

    /// Ends the answer, and with it the request or the connection.
    private func finish(_ closes: Bool, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        // Why the second: the server may have begun to stop while a large answer left.
        guard closes || isClosing else {
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
            state = .closing
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
