// SPDX-License-Identifier: Apache-2.0

/// How far an event's time may be from the gateway's.
package struct TimeRules: Sendable, Hashable {
    /// As long as the gateway remembers event ids: an older event could be a repetition it no longer knows.
    package var oldest: Duration
    /// What clocks may be apart.
    package var ahead: Duration

    package init(oldest: Duration, ahead: Duration) {
        self.oldest = oldest
        self.ahead = ahead
    }

    /// 400 days back and five minutes ahead.
    package static let standard = TimeRules(oldest: .seconds(400 * 86_400), ahead: .seconds(300))

    /// For rows of documents, which report what may be long past or begin next week: their repetition is known by the document's own
    /// id, which is remembered for as long as its run.
    package static let document = TimeRules(oldest: .seconds(100 * 366 * 86_400), ahead: .seconds(400 * 86_400))

    /// The verdict on one time.
    func refusal(of time: Timestamp, at now: Timestamp) -> Refusal? {
        if now - time > oldest { return Refusal(.eventTooOld) }
        if time - now > ahead { return Refusal(.eventInFuture) }
        return nil
    }
}
