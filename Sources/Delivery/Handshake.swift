// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import NIOTLS

/// The TLS handshake of one connection: until it has ended well nothing may be written.
struct Handshake: Sendable {
    /// The connection closed before the handshake had ended.
    struct Broken: Error {}

    private let channel: any Channel
    private let done: EventLoopFuture<Void>

    /// Watches the handshake from behind the TLS handler; called on the channel's event loop.
    static func watch(_ channel: any Channel) throws -> Handshake {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        do {
            try channel.pipeline.syncOperations.addHandler(HandshakeWatch(promise))
        } catch {
            promise.fail(error)
            throw error
        }
        return Handshake(channel: channel, done: promise.futureResult)
    }

    /// Returns when the other side has proven itself; throws why it has not.
    ///
    /// A cancelled task closes the connection.
    func wait() async throws {
        try await withTaskCancellationHandler {
            try await done.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }
}

private final class HandshakeWatch: ChannelInboundHandler {
    typealias InboundIn = NIOAny

    private var promise: EventLoopPromise<Void>?

    init(_ promise: EventLoopPromise<Void>) {
        self.promise = promise
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted = event as? TLSUserEvent { end(.success(())) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(.failure(error))
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.failure(Handshake.Broken()))
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end(.failure(Handshake.Broken()))
    }

    private func end(_ result: Result<Void, any Error>) {
        promise?.completeWith(result)
        promise = nil
    }
}
