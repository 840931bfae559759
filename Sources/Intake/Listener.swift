// SPDX-License-Identifier: Apache-2.0

package import Exchange
internal import HummingbirdCore
internal import NIOCore
internal import NIOSSL

/// Where a door listens and how it knows who comes.
package struct Listener: Sendable {
    package enum Address: Sendable, Hashable, CustomStringConvertible {
        /// Port 0 takes a free one.
        case tcp(host: String, port: Int)
        case unix(path: String)

        /// Whether only this machine can reach it.
        package var isLoopback: Bool {
            switch self {
            case .tcp(let host, _): host == "127.0.0.1" || host == "::1"
            case .unix: true
            }
        }

        package var description: String {
            switch self {
            case .tcp(let host, let port):
                host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
            case .unix(let path): path
            }
        }
    }

    /// PEM files of a listener with mutual TLS.
    package struct Certificates: Sendable, Hashable {
        /// The server's certificate, and those between it and its root.
        package let chain: String
        package let key: String
        /// The authorities whose client certificates are let in to be looked up.
        package let clientAuthorities: String

        package init(chain: String, key: String, clientAuthorities: String) {
            self.chain = chain
            self.key = key
            self.clientAuthorities = clientAuthorities
        }
    }

    /// How it is known who comes.
    package enum Entrance: Sendable {
        /// TLS 1.2 or 1.3 with a client certificate, looked up by its fingerprint at every request.
        case mutualTLS(Certificates)
        /// Without TLS and always the same actor: for measuring on one machine only, refused on any address others can reach.
        case fixed(Actor)
    }

    package let address: Address
    package let entrance: Entrance

    package init(_ address: Address, _ entrance: Entrance) {
        self.address = address
        self.entrance = entrance
    }
}

/// Why a door cannot be opened.
package struct IntakeProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension Listener.Address {
    var bound: BindAddress {
        switch self {
        case .tcp(let host, let port): .hostname(host, port: port)
        case .unix(let path): .unixDomainSocket(path: path)
        }
    }
}

extension Listener.Certificates {
    /// The server's side of mutual TLS.
    func configuration() throws(IntakeProblem) -> TLSConfiguration {
        do {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(chain).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
            )
            configuration.minimumTLSVersion = .tlsv12
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(clientAuthorities))
            // The certificate is required and its chain verified; a client has no host name to verify.
            configuration.certificateVerification = .noHostnameVerification
            // How long a stopping door waits for a client to say goodbye.
            configuration.shutdownTimeout = .seconds(1)
            configuration.applicationProtocols = ["http/1.1"]
            return configuration
        } catch {
            throw IntakeProblem(
                "the certificates of the public door cannot be used: \(error). Mend: check \(chain), \(key) and \(clientAuthorities)."
            )
        }
    }
}
