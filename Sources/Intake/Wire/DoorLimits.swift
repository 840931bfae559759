// SPDX-License-Identifier: Apache-2.0

internal import NIOCore

/// Bounds that keep one client from holding what others need.
package struct DoorLimits: Sendable {
    /// How long a connection may take to begin: the TLS handshake.
    package var handshake: Duration = .seconds(10)
    /// How long a connection may rest between requests.
    package var idle: Duration = .seconds(75)
    /// How long the head of a request may take from its first byte.
    package var head: Duration = .seconds(10)
    /// How long any body may take, before its rate is looked at.
    package var bodyGrace: Duration = .seconds(20)
    /// Bytes a second a body must keep up beyond the grace.
    package var bodyRate = 8 << 10
    /// How long a streamed body may pause while the gateway waits for it.
    package var streamPause: Duration = .seconds(30)
    /// How long a client may take to fetch any answer, before its rate is looked at.
    package var write: Duration = .seconds(30)
    /// Bytes a second a client must fetch beyond that.
    package var writeRate = 32 << 10
    /// How long the rest of a refused request is read, so that the client sees the answer before the connection ends.
    package var linger: Duration = .seconds(1)
    /// How often time-outs are looked at.
    package var tick: Duration = .seconds(1)
    /// Bytes of one header, name and value.
    package var headerBytes = 8 << 10
    /// Bytes of all headers of a request.
    package var headersBytes = 32 << 10
    package var headers = 100
    /// Connections at a time; more wait to be taken on.
    package var connections = 4_096
    /// Connections of one client at a time; those beyond are refused.
    package var connectionsPerClient = 256
    /// Requests of one client that wait for deliveries at a time.
    package var waitingPerClient = 64
    /// Requests of one agency a second, in the long run; at least one, so that a second is always long enough to wait.
    package var requestsPerSecond = 500
    /// Requests of one agency that may come at once after it has been quiet.
    package var requestBurst = 2_000
    /// Bytes of bodies that all connections together hold while they are collected and answered; a feed's document does not count.
    package var bodiesBytes = 512 << 20
    /// Events of one batch that are judged one after another and then committed together.
    package var batchShare = 50
    /// Such shares of one batch side by side.
    package var batchWidth = 4

    package init() {}
}

extension Duration {
    var timeAmount: TimeAmount {
        let (seconds, attoseconds) = components
        return .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
