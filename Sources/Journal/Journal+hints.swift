// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import Postgres

extension Journal {
    /// Acts on every hint on a channel, and whenever hints may have been missed, until the task is cancelled.
    func hints(on channel: String, _ act: @Sendable () async -> Void) async {
        do {
            let listener = try PostgresListener(database, channels: [channel], logger: logger)
            for await _ in listener.events { await act() }
            await listener.stop()
        } catch {
            // Hints only spare waiting: the head is looked at anyway.
            logger.warning("no hints are heard", metadata: ["reason": "\(error)"])
        }
    }
}
