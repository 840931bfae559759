// SPDX-License-Identifier: Apache-2.0

internal import NIOCore

extension WireHandler {
    /// By when the client must have gone on.
    func dueBy(_ context: ChannelHandlerContext) -> NIODeadline {
        switch state {
        case .idle, .lingering: deadline
        case .collecting, .discarding:
            began + limits.bodyGrace.timeAmount
                + .nanoseconds(Int64(received) * 1_000_000_000 / Int64(max(1, limits.bodyRate)))
        case .streaming: isPieceAwaited ? deadline : .distantFuture
        case .answering, .closed: .distantFuture
        }
    }

    /// Ends what takes too long.
    func expire(_ context: ChannelHandlerContext) {
        switch state {
        case .collecting(let call, _, _):
            send(keeper.refuse(.requestTimeout, call).closing(), context)
        case .discarding:
            send(keeper.refuse(.requestTimeout, nil).closing(), context)
        default:
            context.close(promise: nil)
        }
    }
}
