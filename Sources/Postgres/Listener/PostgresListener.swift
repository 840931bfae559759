// SPDX-License-Identifier: Apache-2.0
package import Logging

/// Listens for NOTIFY on a connection and thread of its own, connecting again whenever it must.
package final class PostgresListener: Sendable {
    /// What was heard, for one reader; ends after `stop`, or when the listener is released.
    ///
    /// At most 1024 events wait for the reader; when it falls behind further it is told of a gap.
    package let events: AsyncStream<PostgresEvent>
    private let signal: WakeSignal
    private let end: Mailbox<Void>

    /// Starts listening at once.
    ///
    /// `jitter` gives numbers in 0...1.
    package init(
        _ configuration: PostgresConfiguration,
        channels: [String],
        backoff: PostgresBackoff = PostgresBackoff(),
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        logger: Logger = Logger(label: "concordat.postgres.listener")
    ) throws(PostgresError) {
        let (events, feed) = AsyncStream.makeStream(of: PostgresEvent.self, bufferingPolicy: .bufferingOldest(1024))
        let signal = try WakeSignal()
        let end = Mailbox<Void>()
        self.events = events
        self.signal = signal
        self.end = end
        feed.onTermination = { _ in signal.raise() }
        try SystemThread.start {
            var loop = ListenerLoop(
                configuration: configuration,
                channels: channels,
                backoff: backoff,
                jitter: jitter,
                logger: logger,
                signal: signal,
                feed: EventFeed(feed)
            )
            loop.run()
            feed.finish()
            end.end()
        }
    }

    deinit { signal.raise() }

    /// Stops listening, closes the connection, and waits until it is gone.
    package func stop() async {
        signal.raise()
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            end.close { done.resume() }
        }
    }
}
