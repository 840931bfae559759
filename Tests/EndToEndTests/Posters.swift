// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Exchange
import NIOCore
import NIOHTTP1
import NodeKit
import Synchronization

/// Many clients that post events through the measuring door at once, and remember what was acknowledged.
final class Posters: Sendable {
    /// What a client does when it gets no 202.
    enum Patience: Sendable {
        /// Gives up, as if it had lost its gateway.
        case none
        /// Posts the same again, until it is taken or the time is up.
        case untilTaken(within: Duration)
    }

    private let http: HTTPClient
    private let time: String
    private let state = Mutex(State())

    private struct State {
        var acknowledged: Set<Int> = []
        var repeated = 0
        var refusals: [Int: Int] = [:]
    }

    init(now: Timestamp) {
        time = now.description
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(2)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func close() async { try? await http.shutdown() }

    var acknowledged: Set<Int> { state.withLock { $0.acknowledged } }
    /// Acknowledgements that said the event had been there before.
    var repeated: Int { state.withLock { $0.repeated } }
    /// Answers other than 202, by status.
    var refusals: [Int: Int] { state.withLock { $0.refusals } }

    /// Posts the events, dealt out among so many clients.
    func post(_ numbers: some Collection<Int> & Sendable, to port: Int, clients: Int = 64, patience: Patience) async {
        let numbers = Array(numbers)
        await withTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask { [self] in
                    for place in stride(from: client, to: numbers.count, by: clients) {
                        guard await post(numbers[place], to: port, patience) else { return }
                    }
                }
            }
        }
    }

    /// - Returns: whether the client goes on.
    private func post(_ number: Int, to port: Int, _ patience: Patience) async -> Bool {
        var end: ContinuousClock.Instant?
        if case .untilTaken(let limit) = patience { end = .now + limit }
        while !Task.isCancelled {
            if await attempt(number, port) { return true }
            guard let end, ContinuousClock.now < end else { return false }
            try? await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    private func attempt(_ number: Int, _ port: Int) async -> Bool {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/v1/messages")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/cloudevents+json")
        request.body = .bytes(ByteBuffer(string: Self.event(number, time: time)))
        guard let response = try? await http.execute(request, timeout: .seconds(10)),
            let body = try? await response.body.collect(upTo: 1 << 20)
        else { return false }
        let isTaken = response.status == .accepted
        let isRepeated = body.readableBytesView.firstRange(of: Array(#""repeated":true"#.utf8)) != nil
        state.withLock { state in
            if isTaken {
                state.acknowledged.insert(number)
            } else {
                state.refusals[Int(response.status.code), default: 0] += 1
            }
            if isTaken, isRepeated { state.repeated += 1 }
        }
        return isTaken
    }

    static func id(_ number: Int) -> String { UniqueID.numbered(number).description }

    /// An event about an invented child, the same each time for one number.
    static func event(_ number: Int, time: String) -> String {
        """
        {"specversion":"1.0","id":"\(id(number))","source":"urn:test:police","type":"test.episode.v1","time":"\(time)",\
        "datacontenttype":"application/json","dataschema":"https://test.example/contracts/test.episode/1.0.0/schema.json",\
        "recipientid":"services","data":{"episodeId":"E-\(number)","child":{"name":"Rowan Example \(number)","nhsNumber":"9990000018"}}}
        """
    }
}
