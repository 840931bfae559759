// SPDX-License-Identifier: Apache-2.0

internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import ServiceLifecycle

/// Builds the pipeline of one connection and answers what comes on it, one request after the other.
///
/// Requests cross from the event loop whole, so that a message costs one crossing each way.
struct DoorChannel: ServerChildChannel {
    typealias Value = NIOAsyncChannel<WirePart, Answer>

    let keeper: any Gatekeeper
    let limits: DoorLimits
    let expectsTLS: Bool
    /// Shared by all connections.
    private let budget: BodyBudget

    init(keeper: any Gatekeeper, limits: DoorLimits, expectsTLS: Bool) {
        self.keeper = keeper
        self.limits = limits
        self.expectsTLS = expectsTLS
        budget = BodyBudget(limits.bodiesBytes)
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let wire = WireHandler(keeper: keeper, limits: limits, budget: budget, expectsTLS: expectsTLS)
            var decoder = NIOHTTPDecoderLimitConfiguration()
            decoder.maxHeaderFieldSize = limits.headerBytes
            decoder.maxHeaderListSize = limits.headersBytes
            decoder.maxHeaderFieldCount = limits.headers
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(ByteWatch(wire))
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false,
                withErrorHandling: false,
                // Why not: every header sent is made here, none of them from what a client sent.
                withOutboundHeaderValidation: false,
                withEncoderConfiguration: HTTPResponseEncoder.Configuration(),
                withDecoderLimitConfiguration: decoder
            )
            try pipeline.addHandler(wire)
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel,
                configuration: NIOAsyncChannel.Configuration(isOutboundHalfClosureEnabled: true)
            )
        }
    }

    func handle(value: Value, logger: Logger) async {
        do {
            try await value.executeThenClose { inbound, outbound in
                var parts = inbound.makeAsyncIterator()
                while let part = try await parts.next() {
                    // What is left of a streamed body that was answered early.
                    guard case .call(let call) = part else { continue }
                    var answer =
                        call.isStreamed
                        ? await keeper.receive(call, body: BodyStream(parts: parts))
                        : await keeper.answer(call)
                    // The channel may be told of the stop only after this answer.
                    if Task.isShuttingDownGracefully { answer.closes = true }
                    try await send(answer, on: call.connection, by: outbound)
                }
                outbound.finish()
            }
        } catch {
            logger.trace("a connection ended", metadata: ["reason": "\(error)"])
        }
    }

    private func send(
        _ answer: Answer,
        on connection: ConnectionState,
        by outbound: NIOAsyncChannelOutboundWriter<Answer>
    ) async throws {
        guard let ifLost = answer.ifLost else { return try await outbound.write(answer) }
        connection.expectSending()
        do {
            try await outbound.write(answer)
        } catch {
            await ifLost()
            throw error
        }
        if await !connection.isSent() { await ifLost() }
    }
}
