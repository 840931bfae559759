// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

/// The three ports of a trial, one after the other, all on loopback.
struct TryPorts: Sendable {
    let door: Int

    var administration: Int { door + 1 }
    /// Of the destination that is pushed to.
    var destination: Int { door + 2 }

    var url: String { "https://localhost:\(door)" }
    // By address, for a name might lead to ::1, where nobody listens.
    var destinationURL: String { "https://127.0.0.1:\(destination)\(PushDestination.path)" }

    struct Taken: Error, CustomStringConvertible {
        let port: Int
        var description: String {
            "port \(port) is taken. Mend: end what listens there, or choose other ports with --port."
        }
    }

    /// Makes sure that nobody listens there: another gateway would otherwise be taken for ours.
    func expectFree() async throws {
        for port in [door, administration, destination] {
            do {
                try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                    .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                    .bind(host: "127.0.0.1", port: port).get().close()
            } catch { throw Taken(port: port) }
        }
    }
}
