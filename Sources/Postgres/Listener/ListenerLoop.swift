// SPDX-License-Identifier: Apache-2.0
import CLibPQ
import Logging

/// The life of a listener's thread.
struct ListenerLoop {
    let configuration: PostgresConfiguration
    let channels: [String]
    let backoff: PostgresBackoff
    let jitter: @Sendable () -> Double
    let logger: Logger
    let signal: WakeSignal
    private var feed: EventFeed

    private var hasListened = false

    /// How often a reader that fell behind is checked upon; arrivals are acted on at once.
    private static let tick = Duration.seconds(1)

    init(
        configuration: PostgresConfiguration,
        channels: [String],
        backoff: PostgresBackoff,
        jitter: @escaping @Sendable () -> Double,
        logger: Logger,
        signal: WakeSignal,
        feed: EventFeed
    ) {
        self.configuration = configuration
        self.channels = channels
        self.backoff = backoff
        self.jitter = jitter
        self.logger = logger
        self.signal = signal
        self.feed = feed
    }

    /// Listens until the signal is raised.
    mutating func run() {
        var failures = 0
        while true {
            do {
                let connection = try SyncConnection(connecting: configuration)
                for channel in channels { try connection.execScript("LISTEN \(quotedIdentifier(channel))") }
                failures = 0
                feed.tell(hasListened ? .gap : .listening)
                hasListened = true
                if listen(on: connection) { return }
                logger.warning("the listener lost its connection to PostgreSQL")
            } catch {
                failures += 1
                if failures == 1 {
                    logger.warning("the listener cannot connect to PostgreSQL", metadata: ["error": "\(error)"])
                }
            }
            let pause = backoff.delay(failures: max(failures, 1), jitter: jitter())
            if signal.wait(socket: -1, upTo: pause) == .raised { return }
        }
    }

    /// Forwards notifications; true when asked to stop, false when the connection is lost.
    private mutating func listen(on connection: SyncConnection) -> Bool {
        while true {
            for notification in connection.takeNotifications() { feed.tell(.notification(notification)) }
            feed.settle()
            switch signal.wait(socket: PQsocket(connection.handle), upTo: Self.tick) {
            case .raised: return true
            case .timedOut: continue
            case .readable:
                if PQconsumeInput(connection.handle) != 1 || PQstatus(connection.handle) != CONNECTION_OK {
                    return false
                }
            }
        }
    }
}
