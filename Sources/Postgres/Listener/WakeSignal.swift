// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A flag that can be raised once and that a thread can wait for together with a socket.
final class WakeSignal: Sendable {
    /// What is written to `bell` can be read from `ear`, and is never taken out.
    private let bell: Int32
    private let ear: Int32

    init() throws(PostgresError) { (bell, ear) = try LocalStream.descriptors() }

    deinit {
        close(bell)
        close(ear)
    }

    func raise() { send(bell, [1], 1, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)) }

    /// What a wait ended with.
    enum Outcome { case raised, readable, timedOut }

    /// Blocks until the flag is up, `socket` can be read (-1 watches none), or the time is over.
    func wait(socket: Int32, upTo duration: Duration) -> Outcome {
        var watched = [
            pollfd(fd: ear, events: Int16(POLLIN), revents: 0), pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
        ]
        let (seconds, attoseconds) = duration.components
        let milliseconds = min(seconds * 1000 + attoseconds / 1_000_000_000_000_000, Int64(Int32.max))
        _ = poll(&watched, nfds_t(watched.count), Int32(milliseconds))
        if watched[0].revents != 0 { return .raised }
        return watched[1].revents != 0 ? .readable : .timedOut
    }
}
