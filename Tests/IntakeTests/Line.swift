// SPDX-License-Identifier: Apache-2.0

import Exchange
import JSONSchema
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// One connection of a client that can be as slow and as rude as a test wants.
struct Line {
    typealias Parts = NIOAsyncChannel<HTTPClientResponsePart, HTTPPart<HTTPRequestHead, ByteBuffer>>

    private var incoming: NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator
    private let outgoing: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPRequestHead, ByteBuffer>>

    static func connect<Result: Sendable>(
        _ address: SocketAddress,
        _ tls: NIOSSLContext?,
        _ body: @Sendable (inout Line) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(to: address) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil)) }
                    try pipeline.addHTTPClientHandlers()
                    try pipeline.addHandler(Unwrapping())
                    return try Parts(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { incoming, outgoing in
            var line = Line(incoming: incoming.makeAsyncIterator(), outgoing: outgoing)
            return try await body(&line)
        }
    }

    /// Sends a text as it is and gives back everything until the other side closes.
    static func say(_ text: String, to address: SocketAddress) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(to: address) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { incoming, outgoing in
            try await outgoing.write(ByteBuffer(string: text))
            var answer = ""
            for try await bytes in incoming { answer += String(buffer: bytes) }
            return answer
        }
    }

    mutating func ask(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String = "",
        headers: [(String, String)] = []
    ) async throws -> Reply {
        var headers = headers
        if !body.isEmpty { headers.append(("content-length", String(body.utf8.count))) }
        try await begin(method, path, headers)
        if !body.isEmpty { try await piece(body) }
        try await end()
        return try await reply()
    }

    /// The writing side alone, to be used beside the reading one.
    struct Pen: Sendable {
        fileprivate let outgoing: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPRequestHead, ByteBuffer>>

        func piece(_ text: String) async throws { try await outgoing.write(.body(ByteBuffer(string: text))) }

        /// A whole request without a body.
        func bare(_ path: String) async throws {
            let head = HTTPRequestHead(
                version: .http1_1,
                method: .GET,
                uri: path,
                headers: HTTPHeaders([("host", "localhost")])
            )
            try await outgoing.write(contentsOf: [.head(head), .end(nil)])
        }
    }

    var pen: Pen { Pen(outgoing: outgoing) }

    func begin(_ method: HTTPMethod, _ path: String, _ headers: [(String, String)] = []) async throws {
        let head = HTTPRequestHead(
            version: .http1_1,
            method: method,
            uri: path,
            headers: HTTPHeaders([("host", "localhost")] + headers)
        )
        try await outgoing.write(.head(head))
    }

    func piece(_ text: String) async throws { try await pen.piece(text) }

    func end() async throws { try await outgoing.write(.end(nil)) }

    /// The next answer; throws when the connection ends before it.
    mutating func reply() async throws -> Reply {
        var reply: Reply?
        while let part = try await incoming.next() {
            switch part {
            case .head(let head): reply = Reply(status: Int(head.status.code), headers: head.headers)
            case .body(let bytes): reply?.bytes += Array(bytes.readableBytesView)
            case .end:
                if let reply, reply.status != 100 { return reply }
            }
        }
        throw Closed()
    }

    /// Waits until the other side has closed.
    mutating func waitForClose() async throws {
        while try await incoming.next() != nil {}
    }

    /// The other side closed.
    struct Closed: Error {}
}

/// Gives the HTTP encoder the type it wants.
private final class Unwrapping: ChannelOutboundHandler {
    typealias OutboundIn = HTTPPart<HTTPRequestHead, ByteBuffer>
    typealias OutboundOut = HTTPClientRequestPart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part: HTTPClientRequestPart =
            switch unwrapOutboundIn(data) {
            case .head(let head): .head(head)
            case .body(let bytes): .body(.byteBuffer(bytes))
            case .end(let trailers): .end(trailers)
            }
        context.write(wrapOutboundOut(part), promise: promise)
    }
}

/// What came back.
struct Reply: Sendable {
    let status: Int
    let headers: HTTPHeaders
    var bytes: [UInt8] = []

    init(status: Int, headers: HTTPHeaders) {
        self.status = status
        self.headers = headers
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The value at a pointer of the JSON body, as text.
    func value(_ pointer: String) -> String? {
        guard let node = node(pointer) else { return nil }
        return node.stringValue ?? String(decoding: node.rawBytes, as: UTF8.self)
    }

    func count(_ pointer: String) -> Int? { node(pointer)?.count }

    private func node(_ pointer: String) -> JSONNode? {
        guard let document = try? JSONDocument(bytes, limits: .document),
            let pointer = try? JSONPointer(parsing: pointer)
        else { return nil }
        return document.root.at(pointer)
    }

    var contentType: String? { headers.first(name: "content-type") }
    var code: String? { value("/code") }

    /// Whether it is a whole problem document that names its status.
    var isProblem: Bool {
        contentType == "application/problem+json" && value("/status") == String(status)
            && value("/type") == "https://concordat.example/problems/\(code ?? "?")"
            && ["title", "detail", "mender", "mend"].allSatisfy { value("/\($0)")?.isEmpty == false }
    }
}
