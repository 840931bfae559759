// SPDX-License-Identifier: Apache-2.0

package import AdapterHost
package import Exchange
internal import HummingbirdCore
internal import HummingbirdTLS
package import Logging
package import NIOCore
package import ServiceLifecycle

/// The doors of the gateway: the public one, the administration's, and the watch over waiting inboxes.
///
/// Run ``services`` in a service group. At graceful shutdown the doors stop listening, answer what has begun, and end waiting requests
/// with what they have.
package struct Intake: Sendable {
    /// What the operator chooses.
    package struct Settings: Sendable {
        package var door: Listener
        /// Nil for none; loopback or a Unix socket only.
        package var administration: Listener.Address?
        /// What problem types begin with; ends in a slash.
        package var problemBase = "https://concordat.example/problems/"
        package var limits = DoorLimits()
        /// How often the store is asked on behalf of waiting inboxes.
        package var inboxInterval: Duration = .milliseconds(250)

        package init(door: Listener, administration: Listener.Address? = nil) {
            self.door = door
            self.administration = administration
        }
    }

    /// What the doors stand on.
    package struct Parts: Sendable {
        package var exchange: ExchangeService
        package var runs: any RunStore
        package var desk: FeedDesk
        /// Wakes the reader of documents.
        package var runSignal: RunSignal
        /// Raised when deliveries are committed; wakes waiting inboxes.
        package var deliverySignal: DeliverySignal
        package var clock: any WallClock
        /// Whether the database answers, the book is current and the sealer is well.
        package var readiness: @Sendable () async -> Readiness
        package var logger: Logger

        package init(
            exchange: ExchangeService,
            runs: any RunStore,
            desk: FeedDesk,
            runSignal: RunSignal,
            deliverySignal: DeliverySignal,
            clock: any WallClock,
            readiness: @escaping @Sendable () async -> Readiness,
            logger: Logger
        ) {
            self.exchange = exchange
            self.runs = runs
            self.desk = desk
            self.runSignal = runSignal
            self.deliverySignal = deliverySignal
            self.clock = clock
            self.readiness = readiness
            self.logger = logger
        }
    }

    package let metrics: GatewayMetrics
    /// To be run together, stopped in reverse order.
    package let services: [any Service]

    /// Opens nothing yet; the services listen when they run, and `onListening` is told where.
    ///
    /// Fails for certificates that cannot be used, and for a door without them that others could reach.
    package init(
        _ settings: Settings,
        _ parts: Parts,
        group: any EventLoopGroup,
        metrics: GatewayMetrics = GatewayMetrics(),
        onListening: @escaping @Sendable (_ isPublic: Bool, _ address: SocketAddress?) -> Void = { _, _ in }
    ) throws(IntakeProblem) {
        self.metrics = metrics
        let pauses = InboxPauses()
        var services: [any Service] = [
            InboxWatch(
                store: parts.exchange.store,
                signal: parts.deliverySignal,
                pauses: pauses,
                interval: settings.inboxInterval,
                logger: parts.logger
            )
        ]
        if let address = settings.administration {
            guard address.isLoopback else {
                throw IntakeProblem(
                    "the administration would listen on \(address), which others can reach. Mend: use 127.0.0.1, ::1 or a Unix socket."
                )
            }
            let door = AdministrationDoor(parts, settings: settings, metrics: metrics)
            let channel = DoorChannel(keeper: door, limits: settings.limits, expectsTLS: false)
            services.append(
                Self.server(channel, address, settings, group, parts.logger) { onListening(false, $0) }
            )
        }
        services.append(
            try Self.publicServer(settings, parts, group, metrics, pauses) { onListening(true, $0) }
        )
        self.services = services
    }

    private static func publicServer(
        _ settings: Settings,
        _ parts: Parts,
        _ group: any EventLoopGroup,
        _ metrics: GatewayMetrics,
        _ pauses: InboxPauses,
        _ onListening: @escaping @Sendable (SocketAddress?) -> Void
    ) throws(IntakeProblem) -> any Service {
        let address = settings.door.address
        switch settings.door.entrance {
        case .fixed(let actor):
            guard address.isLoopback else {
                throw IntakeProblem(
                    "a door without certificates would listen on \(address), which others can reach. Mend: use 127.0.0.1, ::1 or a Unix socket, or certificates."
                )
            }
            parts.logger.warning("the public door asks for no certificate", metadata: ["agency": "\(actor.agency)"])
            let door = Door(parts, entrance: .fixed(actor), settings: settings, metrics: metrics, pauses: pauses)
            let channel = DoorChannel(keeper: door, limits: settings.limits, expectsTLS: false)
            return server(channel, address, settings, group, parts.logger, onListening)
        case .mutualTLS(let certificates):
            let door = Door(parts, entrance: .certificates, settings: settings, metrics: metrics, pauses: pauses)
            let plain = DoorChannel(keeper: door, limits: settings.limits, expectsTLS: true)
            let configuration = try certificates.configuration()
            let channel: TLSChannel<DoorChannel>
            do {
                channel = try TLSChannel(plain, tlsConfiguration: configuration)
            } catch { throw IntakeProblem("the certificates of the public door cannot be used: \(error)") }
            return server(channel, address, settings, group, parts.logger, onListening)
        }
    }

    private static func server(
        _ channel: some ServerChildChannel,
        _ address: Listener.Address,
        _ settings: Settings,
        _ group: any EventLoopGroup,
        _ logger: Logger,
        _ onListening: @escaping @Sendable (SocketAddress?) -> Void
    ) -> any Service {
        Server(
            childChannelSetup: channel,
            configuration: ServerConfiguration(
                address: address.bound,
                backlog: 1_024,
                availableConnectionsDelegate: MaximumAvailableConnections(settings.limits.connections)
            ),
            onServerRunning: { onListening($0.localAddress) },
            eventLoopGroup: group,
            logger: logger
        )
    }
}
