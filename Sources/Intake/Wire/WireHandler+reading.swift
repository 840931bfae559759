// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import NIOHTTP1

extension WireHandler {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .closing, .closed: return
        default: break
        }
        let part = unwrapInboundIn(data)
        if isHolding || !backlog.isEmpty {
            backlog.append(part)
        } else {
            take(part, context)
        }
    }

    func read(context: ChannelHandlerContext) {
        switch state {
        case .answering where backlog.isEmpty:
            // Why not held: a client that says goodbye by TLS while it waits would not be heard.
            break
        case .answering, .sending:
            isReadHeld = true
            return
        case .streaming: awaitPiece()
        case .idle, .collecting, .discarding, .lingering, .closing, .closed: break
        }
        context.read()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else {
            context.fireErrorCaught(error)
            context.close(promise: nil)
            return
        }
        switch state {
        case .idle, .collecting, .discarding:
            let problem = error == .headerOverflow ? DoorProblem.headersTooLarge : .requestMalformed
            send(keeper.refuse(problem, nil).closing(), context)
        case .closing: break
        case .answering, .sending:
            // The request being answered was sound; what follows it is not.
            isClosing = true
        case .streaming, .lingering, .closed:
            context.close(promise: nil)
        }
    }

    /// Takes up what had been read while a request was answered, until the next one has to be answered elsewhere.
    func takeBacklog(_ context: ChannelHandlerContext) {
        // Why not within itself: a client could otherwise pile up calls by sending many small requests at once.
        guard !isTakingBacklog else { return }
        isTakingBacklog = true
        var taken = 0
        while taken < backlog.count, !isHolding {
            take(backlog[taken], context)
            taken += 1
        }
        backlog.removeFirst(taken)
        isTakingBacklog = false
        if taken > 0 { context.fireChannelReadComplete() }
        guard isReadHeld, !isHolding else { return }
        isReadHeld = false
        context.read()
    }

    /// Whether what arrives has to wait, or is of no more use.
    private var isHolding: Bool {
        switch state {
        case .answering, .sending, .closing, .closed: true
        case .idle, .collecting, .streaming, .discarding, .lingering: false
        }
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head): takeHead(head, context)
        case .body(let bytes): takeBody(bytes, context)
        case .end: takeEnd(context)
        }
    }

    private func takeHead(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard case .idle = state else { return }
        beginRequest(head)
        let admission = keeper.admit(head, fingerprint: peerFingerprint(context), on: connection)
        switch admission {
        case .collect(let call, let limit):
            state = .collecting(call, nil, limit: limit)
            tellToContinue(head, context)
        case .stream(let call):
            state = .streaming
            awaitPiece()
            tellToContinue(head, context)
            context.fireChannelRead(wrapInboundOut(.call(call)))
        case .refuse(let answer):
            if answer.closes || head.headers.contains(name: "expect") {
                send(answer.closing(), context)
            } else {
                state = .discarding(answer, left: 64 << 10)
            }
        }
    }

    private func takeBody(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        received += bytes.readableBytes
        switch state {
        case .collecting(let call, let collected, let limit):
            guard received <= limit else {
                send(keeper.refuse(call.route.tooLarge, call).closing(), context)
                return
            }
            guard budget.take(bytes.readableBytes) else {
                send(keeper.refuse(.bodiesFull, call).closing(), context)
                return
            }
            bodyHeld += bytes.readableBytes
            // Why out of the state first: the buffer would be copied while two hold it.
            state = .idle
            guard var whole = collected else {
                state = .collecting(call, bytes, limit: limit)
                return
            }
            var bytes = bytes
            whole.writeBuffer(&bytes)
            state = .collecting(call, whole, limit: limit)
        case .streaming:
            isPieceAwaited = false
            if heldSince == nil { heldSince = .now() }
            context.fireChannelRead(wrapInboundOut(.piece(bytes)))
        case .discarding(let answer, let left):
            guard bytes.readableBytes <= left else {
                send(answer.closing(), context)
                return
            }
            state = .discarding(answer, left: left - bytes.readableBytes)
        case .idle, .answering, .sending, .closing, .lingering, .closed: break
        }
    }

    private func takeEnd(_ context: ChannelHandlerContext) {
        isRequestRead = true
        switch state {
        case .collecting(var call, let collected, _):
            if let collected { call.body = Array(collected.readableBytesView) }
            state = .answering
            context.fireChannelRead(wrapInboundOut(.call(call)))
        case .streaming:
            state = .answering
            context.fireChannelRead(wrapInboundOut(.end))
        case .discarding(let answer, _):
            send(answer, context)
        case .lingering:
            context.close(promise: nil)
        case .idle, .answering, .sending, .closing, .closed: break
        }
    }

    private func awaitPiece() {
        if let heldSince { began = began + (.now() - heldSince) }
        heldSince = nil
        isPieceAwaited = true
        deadline = .now() + limits.streamPause.timeAmount
    }

    /// RFC 9110 §10.1.1: the client waits for this before it sends its body.
    private func tellToContinue(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard head.headers.first(name: "expect")?.lowercased() == "100-continue" else { return }
        let interim = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
    }
}
