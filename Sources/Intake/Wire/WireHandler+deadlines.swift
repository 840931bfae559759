// SPDX-License-Identifier: Apache-2.0

internal import NIOCore

extension WireHandler {
    /// By when the client must have gone on.
    func dueBy(_ context: ChannelHandlerContext) -> NIODeadline {
        switch state {
        case .idle, .lingering: deadline
        case .collecting, .discarding: bodyDeadline
        case .streaming: isPieceAwaited ? min(deadline, bodyDeadline) : .distantFuture
        case .sending, .closing: sendingBegan + limits.write.timeAmount + Self.time(for: sent, at: limits.writeRate)
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

    /// By when more of the body must have come, at the least rate from its beginning.
    private var bodyDeadline: NIODeadline {
        began + limits.bodyGrace.timeAmount + Self.time(for: received, at: limits.bodyRate)
    }

    private static func time(for bytes: Int, at rate: Int) -> TimeAmount {
        // Why seconds apart: the nanoseconds of a large document times its bytes would not fit.
        let (seconds, left) = bytes.quotientAndRemainder(dividingBy: max(1, rate))
        return .seconds(Int64(seconds)) + .nanoseconds(Int64(left) * 1_000_000_000 / Int64(max(1, rate)))
    }
}
