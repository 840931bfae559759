// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Finds the addresses of a host.
struct NameResolver: Sendable {
    private let lookup: @Sendable (_ host: String, _ port: Int) throws -> [SocketAddress]
    private let threads: NIOThreadPool
    private let group: any EventLoopGroup

    /// Apart from the threads that others share, and more than one destination may have on its way: a name server that does not answer
    /// must not keep the look-ups of healthy destinations waiting.
    private static let ownThreads: NIOThreadPool = {
        let threads = NIOThreadPool(numberOfThreads: 32)
        threads.start()
        return threads
    }()

    /// - Parameter lookup: may block; the operating system's unless another is given.
    init(
        threads: NIOThreadPool? = nil,
        group: any EventLoopGroup,
        lookup: @escaping @Sendable (_ host: String, _ port: Int) throws -> [SocketAddress] = Self.system
    ) {
        self.threads = threads ?? Self.ownThreads
        self.group = group
        self.lookup = lookup
    }

    /// Every address of the host, in the order in which the system would try them.
    ///
    /// A cancelled task does not wait for a name server that does not answer.
    func addresses(of host: String, port: Int) async throws -> [SocketAddress] {
        let found = group.any().makePromise(of: [SocketAddress].self)
        threads.submit { [lookup] state in
            guard case .active = state else { return found.fail(CancellationError()) }
            found.completeWith(Result { try lookup(host, port) })
        }
        return try await withTaskCancellationHandler {
            try await found.futureResult.get()
        } onCancel: {
            // The blocked thread ends by itself; of two results the first counts.
            found.fail(CancellationError())
        }
    }

    /// Asks `getaddrinfo`.
    @Sendable static func system(host: String, port: Int) throws -> [SocketAddress] {
        var wish = addrinfo()
        wish.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &wish, &first) == 0, let first else {
            throw SocketAddressError.unknown(host: host, port: port)
        }
        defer { freeaddrinfo(first) }
        return sequence(first: first, next: { $0.pointee.ai_next }).compactMap { entry in
            guard let address = entry.pointee.ai_addr else { return nil }
            let bytes = UnsafeRawPointer(address)
            return switch entry.pointee.ai_family {
            case AF_INET: SocketAddress(bytes.load(as: sockaddr_in.self), host: host)
            case AF_INET6: SocketAddress(bytes.load(as: sockaddr_in6.self), host: host)
            default: nil
            }
        }
    }
}
