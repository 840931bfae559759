// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL

/// Speaks to a gateway over HTTPS as one client; must be closed.
struct GatewayClient: Sendable {
    /// An answer may hold as many deliveries as the gateway puts in one, and somewhat more.
    private static let maxAnswer = 64 << 20

    private let url: String
    private let http: HTTPClient

    /// Why a gateway cannot be spoken to at all.
    struct Unreachable: Error, CustomStringConvertible {
        let description: String
    }

    init(_ identity: ClientIdentity, url: String) throws {
        var tls = TLSConfiguration.makeClientConfiguration()
        do {
            tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(identity.authority))
            tls.certificateChain = try NIOSSLCertificate.fromPEMFile(identity.certificate).map { .certificate($0) }
            tls.privateKey = .privateKey(try NIOSSLPrivateKey(file: identity.key, format: .pem))
        } catch {
            throw Unreachable(
                description:
                    "the files \(identity.authority), \(identity.certificate) and \(identity.key) cannot be used: \(error). "
                    + "Mend: give PEM files, or start `concordat try`, which makes some."
            )
        }
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(5)
        configuration.httpVersion = .http1Only
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    }

    func close() async {
        try? await http.shutdown()
    }

    /// Asks for something.
    func get(_ path: String, for agency: String? = nil) async throws -> GatewayAnswer {
        try await ask(request(.GET, path, agency), within: .seconds(30))
    }

    /// Sends a JSON text.
    func post(
        _ path: String,
        _ body: [UInt8],
        as type: String = "application/json",
        for agency: String? = nil
    ) async throws -> GatewayAnswer {
        var request = request(.POST, path, agency)
        request.headers.add(name: "content-type", value: type)
        request.body = .bytes(ByteBuffer(bytes: body))
        return try await ask(request, within: .seconds(60))
    }

    /// Streams a file.
    func post(
        _ path: String,
        _ file: FileChunks,
        headers: [(String, String)],
        for agency: String? = nil,
        within limit: TimeAmount = .minutes(60)
    ) async throws -> GatewayAnswer {
        var request = request(.POST, path, agency)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .stream(file, length: .known(file.size))
        return try await ask(request, within: limit)
    }

    private func request(_ method: HTTPMethod, _ path: String, _ agency: String?) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        request.headers.add(name: "accept", value: "application/json")
        if let agency { request.headers.add(name: "concordat-agency", value: agency) }
        return request
    }

    private func ask(_ request: HTTPClientRequest, within limit: TimeAmount) async throws -> GatewayAnswer {
        do {
            let response = try await http.execute(request, timeout: limit)
            let body = try await response.body.collect(upTo: Self.maxAnswer)
            return GatewayAnswer(status: Int(response.status.code), body: Array(buffer: body))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw Unreachable(
                description:
                    "\(url) does not answer: \(error). Mend: check that the gateway runs there and knows the certificate."
            )
        }
    }
}
