// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

/// Takes TCP connections and never says a word.
enum SilentServer {
    static func run<Result: Sendable>(_ body: (_ port: Int) async throws -> Result) async throws -> Result {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let result = try await body(channel.localAddress?.port ?? 0)
            try await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }
}
