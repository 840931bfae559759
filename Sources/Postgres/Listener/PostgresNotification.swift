// SPDX-License-Identifier: Apache-2.0

/// One NOTIFY.
package struct PostgresNotification: Sendable, Equatable {
    package let channel: String
    package let payload: String

    package init(channel: String, payload: String) {
        self.channel = channel
        self.payload = payload
    }
}

/// What a listener tells.
package enum PostgresEvent: Sendable, Equatable {
    /// Listening has begun; anything notified from here on is told.
    case listening
    case notification(PostgresNotification)
    /// Notifications may have been missed, since the connection was away or the reader too slow: look for oneself.
    case gap
}
