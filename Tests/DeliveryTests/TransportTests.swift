// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Dispatch
import Exchange
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing

@testable import Delivery

@Suite(.timeLimit(.minutes(1))) struct TransportTests {
    private static let parcel = Parcel(
        contentType: "application/json",
        body: Array(#"{"child":"Rowan Example"}"#.utf8),
        headers: ["x-format": "a", "content-type": "text/forged"]
    )
    private let authority: TestAuthority
    private let identity: TestAuthority.Identity

    init() throws {
        authority = try TestAuthority("Test authority")
        identity = try authority.issue("localhost")
    }

    /// Sends the parcel and tells how it ended.
    private func send(
        to url: String,
        _ pin: PushTarget.Pin? = nil,
        transport: HTTPSTransport = HTTPSTransport(policy: AddressPolicy(allowsLoopback: true)),
        within deadline: Duration = .seconds(10)
    ) async -> Result<AdapterKit.Reply, TransportFailure> {
        let target = PushTarget(url: url, pin: pin ?? .certificate(sha256: identity.fingerprint))
        do throws(TransportFailure) {
            let headers = [("concordat-delivery", "d-1"), ("concordat-attempt", "1")]
            return .success(
                try await transport.send(
                    Self.parcel,
                    to: target,
                    headers: headers,
                    within: deadline,
                    mayLeave: { true }
                )
            )
        } catch { return .failure(error) }
    }

    private func isNotSent(_ result: Result<AdapterKit.Reply, TransportFailure>) -> Bool {
        switch result {
        case .failure(.notSent), .failure(.heldBack): true
        default: false
        }
    }

    private func isUnknown(_ result: Result<AdapterKit.Reply, TransportFailure>) -> Bool {
        if case .failure(.unknown) = result { true } else { false }
    }

    @Test func `the parcel arrives whole at the pinned destination and its answer comes back`() async throws {
        try await Sink.run(
            identity,
            behaviour: { _, _ in .status(202, [("Location", "/cases/7")], body: Array("taken".utf8)) }
        ) { sink in
            let reply = try await send(to: "https://127.0.0.1:\(sink.port)/in/box?from=a%20b").get()
            #expect(reply.status == 202)
            #expect(reply.headers["location"] == "/cases/7")
            #expect(reply.body == Array("taken".utf8))
            let arrival = try #require(sink.arrivals.first)
            #expect(arrival.path == "/in/box?from=a%20b")
            #expect(arrival.body == Self.parcel.body)
            #expect(arrival.delivery == "d-1")
            #expect(arrival.headers["content-type"] == ["application/json"])
            #expect(arrival.headers["x-format"] == ["a"])
        }
    }

    @Test func `a certificate other than the pinned one gets nothing, not even one of the same name and authority`()
        async throws
    {
        let other = try authority.issue("localhost")
        try await Sink.run(other) { sink in
            let result = await send(to: "https://localhost:\(sink.port)/")
            #expect(isNotSent(result), "\(result)")
            #expect(sink.connections == 1)
            #expect(sink.arrivals.isEmpty)
        }
    }

    @Test func `the pinned certificate must also be of the name that was called`() async throws {
        let other = try authority.issue("elsewhere.example")
        try await Sink.run(other) { sink in
            let result = await send(to: "https://localhost:\(sink.port)/", .certificate(sha256: other.fingerprint))
            #expect(isNotSent(result), "\(result)")
            #expect(sink.arrivals.isEmpty)
        }
    }

    @Test func `an authority vouches for the name it has certified`() async throws {
        try await authority.withFile { file in
            try await Sink.run(identity) { sink in
                let result = await send(to: "https://localhost:\(sink.port)/", .authority(file: file))
                let reply = try result.get()
                #expect(reply.status == 202)
            }
        }
    }

    @Test func `an authority does not vouch for another name`() async throws {
        try await authority.withFile { file in
            try await Sink.run(try authority.issue("elsewhere.example")) { sink in
                let result = await send(to: "https://localhost:\(sink.port)/", .authority(file: file))
                #expect(isNotSent(result), "\(result)")
                #expect(sink.arrivals.isEmpty)
            }
        }
    }

    @Test func `the certificate of another authority gets nothing`() async throws {
        try await TestAuthority("Another authority").withFile { file in
            try await Sink.run(identity) { sink in
                let result = await send(to: "https://localhost:\(sink.port)/", .authority(file: file))
                #expect(isNotSent(result), "\(result)")
                #expect(sink.arrivals.isEmpty)
            }
        }
    }

    @Test(arguments: [301, 302, 307, 308]) func `a redirect is an answer and is not followed`(status: Int) async throws
    {
        try await Sink.run(identity, behaviour: { _, _ in .status(status, [("Location", "/elsewhere")]) }) { sink in
            let reply = try await send(to: "https://127.0.0.1:\(sink.port)/").get()
            #expect(reply.status == status)
            #expect(sink.arrivals.map(\.path) == ["/"])
        }
    }

    @Test func `where nobody listens nothing was sent`() async throws {
        let port = try await Sink.freePort()
        let result = await send(to: "https://127.0.0.1:\(port)/")
        #expect(isNotSent(result), "\(result)")
    }

    @Test func `every address of a name is tried in turn, but for those that are not allowed`() async throws {
        let closed = try await Sink.freePort()
        try await Sink.run(identity) { sink in
            let transport = HTTPSTransport(policy: AddressPolicy(allowsLoopback: true)) { _, _ in
                try [("169.254.169.254", 443), ("127.0.0.1", closed), ("127.0.0.1", sink.port)].map {
                    try SocketAddress(ipAddress: $0.0, port: $0.1)
                }
            }
            let reply = try await send(to: "https://localhost/", transport: transport).get()
            #expect(reply.status == 202)
            #expect(sink.connections == 1)
        }
    }

    @Test func `a name server that does not answer is not waited for beyond the deadline`() async throws {
        let gate = DispatchSemaphore(value: 0)
        defer { gate.signal() }
        let transport = HTTPSTransport(policy: AddressPolicy(allowsLoopback: true)) { _, _ in
            gate.wait()
            return []
        }
        let result = await send(to: "https://localhost/", transport: transport, within: .milliseconds(100))
        #expect(result.failure == .notSent("no answer in time"))
    }

    @Test func `what the gateway itself holds back says nothing of the destination`() async throws {
        try await Sink.run(identity) { sink in
            let target = PushTarget(
                url: "https://127.0.0.1:\(sink.port)/",
                pin: .certificate(sha256: identity.fingerprint)
            )
            await #expect(throws: TransportFailure.heldBack("the agreement no longer permits it")) {
                try await HTTPSTransport(policy: AddressPolicy(allowsLoopback: true))
                    .send(Self.parcel, to: target, headers: [], within: .seconds(10), mayLeave: { false })
            }
            #expect(sink.arrivals.isEmpty)
        }
    }

    @Test func `a name that does not resolve gets nothing`() async throws {
        let result = await send(to: "https://nowhere.invalid/")
        #expect(isNotSent(result), "\(result)")
    }

    @Test func `an answer that never comes leaves the outcome unknown, at the deadline`() async throws {
        try await Sink.run(identity, behaviour: { _, _ in .silence }) { sink in
            let began = ContinuousClock.now
            let result = await send(to: "https://127.0.0.1:\(sink.port)/", within: .seconds(3))
            #expect(isUnknown(result), "\(result)")
            #expect(ContinuousClock.now - began >= .seconds(3))
            #expect(ContinuousClock.now - began < .seconds(15))
            #expect(sink.arrivals.count == 1)
        }
    }

    @Test func `a handshake that never ends has sent nothing`() async throws {
        try await SilentServer.run { port in
            let result = await send(to: "https://127.0.0.1:\(port)/", within: .seconds(1))
            #expect(isNotSent(result), "\(result)")
        }
    }

    @Test func `a connection closed instead of an answer leaves the outcome unknown`() async throws {
        try await Sink.run(identity, behaviour: { _, _ in .hangUp }) { sink in
            let result = await send(to: "https://127.0.0.1:\(sink.port)/")
            #expect(isUnknown(result), "\(result)")
        }
    }

    @Test func `an answer that is not HTTP leaves the outcome unknown`() async throws {
        try await Sink.run(identity, behaviour: { _, _ in .garbage }) { sink in
            let result = await send(to: "https://127.0.0.1:\(sink.port)/", within: .seconds(3))
            #expect(isUnknown(result), "\(result)")
        }
    }

    @Test func `of an endless answer no more than 64 KiB are read`() async throws {
        let body = [UInt8](repeating: 0x61, count: 1 << 20)
        try await Sink.run(identity, behaviour: { _, _ in .status(200, body: body) }) { sink in
            let reply = try await send(to: "https://127.0.0.1:\(sink.port)/").get()
            #expect(reply.body.count == 65_536)
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
    func `loopback is not even connected to unless it is allowed`(host: String) async throws {
        let strict = HTTPSTransport(policy: AddressPolicy(allowsLoopback: false))
        try await Sink.run(identity) { sink in
            let result = await send(to: "https://\(host):\(sink.port)/", transport: strict)
            #expect(isNotSent(result), "\(result)")
            #expect(sink.connections == 0)
        }
    }

    @Test(arguments: [
        "http://127.0.0.1/", "https:///nowhere", "ftp://127.0.0.1/", "https://user:secret@127.0.0.1/", "not a URL",
    ]) func `only a plain https URL is a destination`(url: String) async throws {
        #expect(isNotSent(await send(to: url)))
    }

    @Test func `the gateway presents its certificate to a destination that asks for one`() async throws {
        let gateway = try authority.issue("gateway.example")
        let known = HTTPSTransport(
            policy: AddressPolicy(allowsLoopback: true),
            identity: ([.certificate(gateway.certificate)], .privateKey(gateway.key))
        )
        try await Sink.run(identity, clientAuthority: try authority.certificate) { sink in
            let reply = try await send(to: "https://127.0.0.1:\(sink.port)/", transport: known).get()
            #expect(reply.status == 202)
            if case .success = await send(to: "https://127.0.0.1:\(sink.port)/") {
                Issue.record("a stranger was let in")
            }
            #expect(sink.arrivals.count == 1)
        }
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
