// SPDX-License-Identifier: Apache-2.0

package import AdapterKit
internal import Crypto
package import Exchange
internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
package import NIOSSL

/// HTTPS POST over TLS 1.2 or 1.3: the destination's certificate pinned, no redirects, the address checked after name resolution.
package struct HTTPSTransport: Transport {
    /// The most of an answer that is read; the rest is not looked at.
    private static let maxAnswer = 65_536
    /// The most addresses of a host that are tried.
    private static let mostAddresses = 8

    private let policy: AddressPolicy
    /// What the gateway presents when the destination asks for a certificate.
    private let identity: (chain: [NIOSSLCertificateSource], key: NIOSSLPrivateKeySource)?
    private let group: MultiThreadedEventLoopGroup
    private let resolver: NameResolver

    package init(
        policy: AddressPolicy,
        identity: (chain: [NIOSSLCertificateSource], key: NIOSSLPrivateKeySource)? = nil
    ) {
        self.policy = policy
        self.identity = identity
        group = .singleton
        resolver = NameResolver(group: MultiThreadedEventLoopGroup.singleton)
    }

    /// With the addresses of hosts found otherwise: for tests.
    init(policy: AddressPolicy, lookup: @escaping @Sendable (_ host: String, _ port: Int) throws -> [SocketAddress]) {
        self.policy = policy
        identity = nil
        group = .singleton
        resolver = NameResolver(group: MultiThreadedEventLoopGroup.singleton, lookup: lookup)
    }

    package func send(
        _ parcel: Parcel,
        to target: PushTarget,
        headers: [(name: String, value: String)],
        within deadline: Duration,
        mayLeave: @escaping @Sendable () -> Bool
    ) async throws(TransportFailure) -> Reply {
        guard let url = PushURL(target.url) else { throw .heldBack("the destination is not an https URL") }
        let progress = SendProgress()
        do {
            return try await withTimeout(deadline) {
                let (connection, handshake) = try await connect(to: url, pin: target.pin, within: deadline)
                return try await connection.executeThenClose { inbound, outbound in
                    // Nothing counts as sent, and nothing is, before the destination has proven itself.
                    try await handshake.wait()
                    guard mayLeave() else { throw TransportFailure.heldBack("the agreement no longer permits it") }
                    progress.begin()
                    try await Self.write(parcel, url: url, headers: headers, to: outbound)
                    return try await Self.answer(inbound)
                }
            }
        } catch let failure as TransportFailure {
            throw failure
        } catch {
            let reason = Self.describe(error)
            if error is CancellationError, !progress.hasBegun { throw .heldBack(reason) }
            throw progress.hasBegun ? .unknown(reason) : .notSent(reason)
        }
    }

    private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPPart<HTTPRequestHead, ByteBuffer>>

    /// Connects to the first allowed address that takes the connection.
    private func connect(to url: PushURL, pin: PushTarget.Pin, within deadline: Duration) async throws -> (
        Connection, Handshake
    ) {
        let found = try await resolver.addresses(of: url.host, port: url.port)
        let addresses = found.filter(policy.allows).prefix(Self.mostAddresses)
        let context = try NIOSSLContext(configuration: try tls(pin))
        // So that an address that swallows connections leaves time for the others, and for the exchange itself.
        let patience = min(.seconds(10), deadline / (addresses.count + 1))
        var failure: any Error = TransportFailure.notSent(
            "the destination's name resolves to no address that is allowed"
        )
        for address in addresses {
            try Task.checkCancellation()
            do {
                return try await connect(to: address, url, pin, context, within: patience)
            } catch { failure = error }
        }
        throw failure
    }

    private func connect(
        to address: SocketAddress,
        _ url: PushURL,
        _ pin: PushTarget.Pin,
        _ context: NIOSSLContext,
        within patience: Duration
    ) async throws -> (Connection, Handshake) {
        let serverName = url.isAddress ? nil : url.host
        return try await ClientBootstrap(group: group)
            .connectTimeout(TimeAmount(patience))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .connect(to: address) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler: NIOSSLClientHandler
                    if case .certificate(let sha256) = pin {
                        handler = try NIOSSLClientHandler(context: context, serverHostname: serverName) {
                            certificates,
                            promise in
                            let leaf = try? certificates.first?.toDERBytes()
                            let matches = leaf.map { Array(SHA256.hash(data: $0)) == sha256 } ?? false
                            promise.succeed(matches ? .certificateVerified : .failed)
                        }
                    } else {
                        handler = try NIOSSLClientHandler(context: context, serverHostname: serverName)
                    }
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(handler)
                    let handshake = try Handshake.watch(channel)
                    try pipeline.addHTTPClientHandlers()
                    try pipeline.addHandler(BufferParts())
                    return (try Connection(wrappingChannelSynchronously: channel), handshake)
                }
            }
    }

    private func tls(_ pin: PushTarget.Pin) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if case .authority(let file) = pin {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
        }
        if let identity {
            configuration.certificateChain = identity.chain
            configuration.privateKey = identity.key
        }
        return configuration
    }

    private static func write(
        _ parcel: Parcel,
        url: PushURL,
        headers: [(name: String, value: String)],
        to outbound: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPRequestHead, ByteBuffer>>
    ) async throws {
        var head = HTTPRequestHead(version: .http1_1, method: .POST, uri: url.target)
        head.headers.add(name: "host", value: url.authority)
        head.headers.add(name: "content-type", value: parcel.contentType)
        head.headers.add(name: "content-length", value: String(parcel.body.count))
        head.headers.add(name: "connection", value: "close")
        for (name, value) in headers { head.headers.add(name: name, value: value) }
        for (name, value) in parcel.headers where !head.headers.contains(name: name) {
            head.headers.add(name: name, value: value)
        }
        try await outbound.write(.head(head))
        try await outbound.write(.body(ByteBuffer(bytes: parcel.body)))
        try await outbound.write(.end(nil))
    }

    private static func answer(_ inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>) async throws -> Reply {
        var status: Int?
        var headers: [String: String] = [:]
        var body: [UInt8] = []
        for try await part in inbound {
            switch part {
            case .head(let head):
                // A 1xx is not the answer yet.
                guard head.status.code >= 200 else { continue }
                status = Int(head.status.code)
                for (name, value) in head.headers { headers[name.lowercased()] = value }
            case .body(let buffer):
                body += buffer.readableBytesView.prefix(maxAnswer - body.count)
                if body.count >= maxAnswer, let status { return Reply(status: status, headers: headers, body: body) }
            case .end:
                guard let status else { continue }
                return Reply(status: status, headers: headers, body: body)
            }
        }
        guard let status else {
            throw TransportFailure.unknown("the destination closed the connection without an answer")
        }
        return Reply(status: status, headers: headers, body: body)
    }

    /// Says what went wrong without quoting what the other side sent.
    private static func describe(_ error: any Error) -> String {
        switch error {
        case is TimedOut: "no answer in time"
        case is CancellationError: "the gateway is stopping"
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            "the TLS handshake failed: the certificate is not the one expected, or no protocol in common"
        case is SocketAddressError: "the destination's name does not resolve"
        case is Handshake.Broken: "the destination closed the connection before it had proven who it is"
        case let error as IOError where error.errnoCode == ECONNREFUSED: "the destination refused the connection"
        case let error as IOError where [EHOSTUNREACH, ENETUNREACH, ETIMEDOUT].contains(error.errnoCode):
            "the destination cannot be reached"
        case is IOError: "the connection failed"
        case ChannelError.connectTimeout: "the destination cannot be reached"
        case is HTTPParserError: "the answer is not HTTP"
        default: "the connection failed (\(type(of: error)))"
        }
    }
}

/// Lets parts with plain buffers, which may cross tasks, be written where the codec wants its own kind.
private final class BufferParts: ChannelOutboundHandler {
    typealias OutboundIn = HTTPPart<HTTPRequestHead, ByteBuffer>
    typealias OutboundOut = HTTPClientRequestPart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part: OutboundOut =
            switch unwrapOutboundIn(data) {
            case .head(let head): .head(head)
            case .body(let buffer): .body(.byteBuffer(buffer))
            case .end(let trailers): .end(trailers)
            }
        context.write(wrapOutboundOut(part), promise: promise)
    }
}
