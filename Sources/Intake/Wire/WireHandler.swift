// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
internal import NIOTLS

/// Turns the parts of HTTP/1.1 into whole requests within bounds of size and time, and answers into parts.
///
/// One request at a time: while one is answered no more is read than shows the beginning of the next, so a client cannot queue work.
final class WireHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = WirePart
    typealias OutboundIn = Answer
    typealias OutboundOut = HTTPServerResponsePart

    enum State {
        case idle
        case collecting(Call, ByteBuffer?, limit: Int)
        case streaming
        /// The request is whole and somebody is answering it.
        case answering
        /// The request is refused; its body is read past before the answer is sent.
        case discarding(Answer, left: Int)
        /// A large answer leaves slice by slice.
        case sending
        /// The last of the answer is on its way, and the connection ends behind it.
        case closing
        /// The answer is sent and the rest of the request is read past for a moment.
        case lingering
        case closed
    }

    let keeper: any Gatekeeper
    let limits: DoorLimits
    let connection = ConnectionState()
    var state = State.idle
    /// The connection ends with the next answer: the client asked for it, the server stops, or the bytes make no sense.
    var isClosing = false
    var isHeadRequest = false
    /// Whether all of the request has come.
    var isRequestRead = false
    /// A read that was asked for while a request was being answered.
    var isReadHeld = false
    /// Whether more of a streamed body is asked for: its sender is waited for only then.
    var isPieceAwaited = false
    /// What had been read before the request before it was answered.
    var backlog: [HTTPServerRequestPart] = []
    var isTakingBacklog = false
    /// What happens when it passes depends on the state.
    var deadline = NIODeadline.distantFuture
    var writeDeadline = NIODeadline.distantFuture
    /// When the request being read began, and how much of its body has come.
    var began = NIODeadline.uptimeNanoseconds(0)
    var received = 0
    /// How long the gateway has been at work on what came of a streamed body: that is no time of the client's.
    var heldSince: NIODeadline?
    /// When the answer began to be sent, and how much of its body has left.
    var sendingBegan = NIODeadline.uptimeNanoseconds(0)
    var sent = 0
    /// Bytes taken from the budget for the body being collected or answered.
    var bodyHeld = 0
    let budget: BodyBudget
    private let expectsTLS: Bool
    private var hasHeadBytes = false
    private var fingerprint: [UInt8]?
    private var timer: Scheduled<Void>?

    init(keeper: any Gatekeeper, limits: DoorLimits, budget: BodyBudget, expectsTLS: Bool) {
        self.keeper = keeper
        self.budget = budget
        self.limits = limits
        self.expectsTLS = expectsTLS
    }

    func handlerAdded(context: ChannelHandlerContext) {
        deadline = .now() + (expectsTLS ? limits.handshake : limits.idle).timeAmount
        tickLater(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func end() {
        timer?.cancel()
        timer = nil
        state = .closed
        giveBackBody()
        connection.end()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            connection.markGone()
        case TLSUserEvent.handshakeCompleted:
            deadline = .now() + limits.idle.timeAmount
        case is ChannelShouldQuiesceEvent:
            isClosing = true
            if case .idle = state, !hasHeadBytes { context.close(promise: nil) }
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writeDeadline = context.channel.isWritable ? .distantFuture : .now() + limits.write.timeAmount
        context.fireChannelWritabilityChanged()
    }

    /// Bytes have come, whether or not they make up anything yet.
    func noteBytes() {
        guard case .idle = state, !hasHeadBytes else { return }
        hasHeadBytes = true
        deadline = .now() + limits.head.timeAmount
    }

    /// Begins to read a request.
    func beginRequest(_ head: HTTPRequestHead) {
        hasHeadBytes = false
        began = .now()
        received = 0
        heldSince = nil
        isRequestRead = false
        isHeadRequest = head.method == .HEAD
        if !head.isKeepAlive { isClosing = true }
    }

    /// Rests until the next request.
    func rest() {
        state = .idle
        hasHeadBytes = false
        isRequestRead = false
        deadline = .now() + limits.idle.timeAmount
    }

    /// The body of the request is of no more use to the wire.
    func giveBackBody() {
        guard bodyHeld > 0 else { return }
        budget.giveBack(bodyHeld)
        bodyHeld = 0
    }

    /// The fingerprint of the client's certificate, worked out once for a connection.
    func peerFingerprint(_ context: ChannelHandlerContext) -> [UInt8]? {
        guard expectsTLS, fingerprint == nil else { return fingerprint }
        guard let certificate = try? context.pipeline.syncOperations.nioSSL_peerCertificate(),
            let der = try? certificate.toDERBytes()
        else { return nil }
        fingerprint = Array(SHA256.hash(data: der))
        return fingerprint
    }

    // Why one timer that looks now and then: setting and cancelling one for every request costs more than the rest of this class.
    private func tickLater(_ context: ChannelHandlerContext) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.tick.timeAmount) { [self] in
            if case .closed = state { return }
            let now = NIODeadline.now()
            if now >= writeDeadline {
                context.close(promise: nil)
            } else if now >= dueBy(context) {
                expire(context)
            }
            if case .closed = state { return }
            tickLater(context)
        }
    }
}
