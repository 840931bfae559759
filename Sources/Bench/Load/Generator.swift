// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL

/// Where requests go.
struct Target: Sendable {
    let host: String
    let port: Int
    /// Nil for a door without TLS.
    let tls: NIOSSLContext?
}

/// Holds many dialogues at once on few threads.
struct Generator: Sendable {
    let group: MultiThreadedEventLoopGroup

    /// Opens a connection for each dialogue and returns them when all have ended.
    ///
    /// - Throws: the first failure of a connection, after all have ended.
    func run<Talk: Dialogue>(_ talks: [Talk], to target: Target) async throws -> [Talk] {
        try await withThrowingTaskGroup(of: Talk.self) { tasks in
            for talk in talks {
                tasks.addTask { try await run(talk, to: target) }
            }
            var ended: [Talk] = []
            for try await talk in tasks { ended.append(talk) }
            return ended
        }
    }

    func run<Talk: Dialogue>(_ talk: Talk, to target: Target) async throws -> Talk {
        let done = group.next().makePromise(of: Talk.self)
        let bootstrap = ClientBootstrap(group: group)
            .connectTimeout(.seconds(5))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls = target.tls {
                        try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: nil))
                    }
                    try pipeline.addHandler(TalkHandler(talk, done: done))
                }
            }
        do {
            _ = try await bootstrap.connect(host: target.host, port: target.port).get()
        } catch {
            done.fail(error)
        }
        return try await done.futureResult.get()
    }
}
