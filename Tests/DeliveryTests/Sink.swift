// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A destination: an HTTPS server that does as it is told and remembers what came.
final class Sink: Sendable {
    /// What it does with a request.
    enum Answer: Sendable {
        case status(Int, [(String, String)] = [], body: [UInt8] = [])
        /// Takes the request and says nothing.
        case silence
        /// Closes the connection without an answer.
        case hangUp
        /// Answers something that is not HTTP.
        case garbage
    }

    struct Arrival: Sendable {
        let path: String
        let headers: HTTPHeaders
        let body: [UInt8]
        let at: ContinuousClock.Instant

        var delivery: String { headers.first(name: "concordat-delivery") ?? "" }
    }

    typealias Behaviour = @Sendable (_ number: Int, _ arrival: Arrival) -> Answer

    let port: Int
    private let state: State
    private let channel: any Channel

    final class State: Sendable {
        let arrivals = Mutex<[Arrival]>([])
        let connections = Mutex(0)
    }

    /// Requests that came whole, in their order.
    var arrivals: [Arrival] { state.arrivals.withLock { $0 } }
    /// TCP connections taken.
    var connections: Int { state.connections.withLock { $0 } }

    private init(port: Int, state: State, channel: any Channel) {
        self.port = port
        self.state = state
        self.channel = channel
    }

    /// Listens on loopback for the length of the body.
    static func run<Result: Sendable>(
        _ identity: TestAuthority.Identity,
        port: Int = 0,
        clientAuthority: NIOSSLCertificate? = nil,
        behaviour: @escaping Behaviour = { _, _ in .status(202) },
        _ body: (Sink) async throws -> Result
    ) async throws -> Result {
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(identity.certificate)],
            privateKey: .privateKey(identity.key)
        )
        if let clientAuthority {
            tls.trustRoots = .certificates([clientAuthority])
            tls.certificateVerification = .noHostnameVerification
        }
        let context = try NIOSSLContext(configuration: tls)
        let state = State()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                state.connections.withLock { $0 += 1 }
                return channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLServerHandler(context: context))
                    try pipeline.configureHTTPServerPipeline()
                    try pipeline.addHandler(SinkHandler(state, behaviour))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        let sink = Sink(port: channel.localAddress?.port ?? 0, state: state, channel: channel)
        do {
            let result = try await body(sink)
            try await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }

    /// A port on which nobody listens.
    static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }
}

private final class SinkHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let state: Sink.State
    private let behaviour: Sink.Behaviour
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ state: Sink.State, _ behaviour: @escaping Sink.Behaviour) {
        self.state = state
        self.behaviour = behaviour
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(let bytes): body += Array(bytes.readableBytesView)
        case .end: answer(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func answer(_ context: ChannelHandlerContext) {
        guard let head else { return }
        let arrival = Sink.Arrival(path: head.uri, headers: head.headers, body: body, at: .now)
        let number = state.arrivals.withLock { arrivals in
            arrivals.append(arrival)
            return arrivals.count
        }
        switch behaviour(number, arrival) {
        case .status(let status, let headers, let body):
            var headers = HTTPHeaders(headers)
            headers.add(name: "content-length", value: String(body.count))
            let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers)
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .silence: break
        case .hangUp: context.close(promise: nil)
        case .garbage:
            // From the TLS handler on, past the HTTP encoder.
            guard let tls = try? context.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self) else {
                return
            }
            tls.writeAndFlush(NIOAny(ByteBuffer(string: "220 mail.example ready\r\n")), promise: nil)
        }
    }
}
