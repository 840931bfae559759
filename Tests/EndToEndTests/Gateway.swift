// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1

/// A gateway in a process of its own.
struct Gateway: Sendable {
    let program: Program
    /// Mutual TLS.
    let door: Int
    let administration: Int
    /// Without TLS, for the police alone.
    let measuring: Int

    func waitUntilReady() async throws {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            if let ended = program.ended {
                throw Program.Failed(
                    description: "the gateway ended with \(ended) before it was ready:\n\(program.said)"
                )
            }
            let request = HTTPClientRequest(url: "http://127.0.0.1:\(administration)/readyz")
            if let answer = try? await HTTPClient.shared.execute(request, timeout: .seconds(1)), answer.status == .ok {
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Program.Failed(description: "the gateway was not ready within a minute:\n\(program.said)")
    }
}

enum Ports {
    struct Unavailable: Error {}

    /// A port of loopback that nobody uses; may be taken by another before it is used, which nothing here does.
    static func free() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Unavailable() }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw Unavailable() }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
