// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Starts threads for work that blocks, which the cooperative pool must never do.
enum SystemThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs `body` on a new detached thread.
    static func start(_ body: @escaping @Sendable () -> Void) throws(PostgresError) {
        // Proof: the retain made here is consumed exactly once, by the thread, or below if none was started.
        let argument = Unmanaged.passRetained(Body(body))
        var thread: pthread_t = 0
        let status = pthread_create(
            &thread,
            nil,
            { raw in
                if let raw { Unmanaged<Body>.fromOpaque(raw).takeRetainedValue().run() }
                return nil
            },
            argument.toOpaque()
        )
        guard status == 0 else {
            argument.release()
            throw PostgresError(.connectFailed, "the system refused a thread (error \(status))")
        }
        pthread_detach(thread)
    }
}
