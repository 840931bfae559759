// SPDX-License-Identifier: Apache-2.0

internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Builds the pipeline of one connection and answers what comes on it, one request after the other.
///
/// Requests cross from the event loop whole, so that a message costs one crossing each way.
struct DoorChannel: ServerChildChannel {
    typealias Value = NIOAsyncChannel<WirePart, Answer>

    let keeper: any Gatekeeper
    let limits: DoorLimits
    let expectsTLS: Bool

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let wire = WireHandler(keeper: keeper, limits: limits, expectsTLS: expectsTLS)
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
                    let answer =
                        call.isStreamed
                        ? await keeper.receive(call, body: BodyStream(parts: parts))
                        : await keeper.answer(call)
                    try await outbound.write(answer)
                }
                outbound.finish()
            }
        } catch {
            logger.trace("a connection ended", metadata: ["reason": "\(error)"])
        }
    }
}
