// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import HummingbirdTLS
import JSONSchema
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// The neighbouring authority's exchange: an HTTPS server that is down until it is opened, and keeps what it gets.
final class PushDestination: Sendable {
    static let path = "/virtual-school/events"

    /// One event that came, and under which delivery.
    struct Arrival: Sendable {
        let delivery: String
        let event: [UInt8]
    }

    private let arrivals = Mutex<[Arrival]>([])
    private let opening = AsyncStream<Void>.makeStream()
    private let port: Int
    private let certificate: String
    private let key: String

    init(port: Int, certificate: String, key: String) {
        self.port = port
        self.certificate = certificate
        self.key = key
    }

    var received: [Arrival] { arrivals.withLock { $0 } }

    /// Lets the server begin to listen.
    func open() { opening.continuation.finish() }

    /// Waits to be opened, then serves until cancelled.
    func run() async throws {
        for await _ in opening.stream {}
        guard !Task.isCancelled else { return }
        let router = Router()
        router.post(RouterPath(Self.path)) { [self] request, _ -> HTTPResponse.Status in
            let body = try await request.body.collect(upTo: 2 << 20)
            guard let name = HTTPField.Name("concordat-delivery"), let delivery = request.headers[name] else {
                return .badRequest
            }
            arrivals.withLock { $0.append(Arrival(delivery: delivery, event: Array(buffer: body))) }
            return .accepted
        }
        let tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
        )
        var logger = Logger(label: "destination")
        logger.logLevel = .critical
        let server = Application(
            router: router,
            server: try .tls(tlsConfiguration: tls),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            logger: logger
        )
        try await server.run()
    }
}
