// SPDX-License-Identifier: Apache-2.0

import Crypto
import Exchange
import FoundationEssentials
import NIOSSL
import SwiftASN1
import X509

/// An authority, a server and clients, made for one run of the tests.
struct Certificates {
    struct Identity {
        let der: [UInt8]
        let pem: String
        let key: String
    }

    let authority: Identity
    let server: Identity
    /// Of an authority nobody here trusts.
    let foreign: Identity
    private let clients: [TestClient: Identity]

    init() throws {
        let root = P256.Signing.PrivateKey()
        let name = try DistinguishedName { CommonName("Test authority") }
        authority = try Self.issue(name, root, by: name, root, isAuthority: true)
        server = try Self.issue(
            try DistinguishedName { CommonName("localhost") },
            P256.Signing.PrivateKey(),
            by: name,
            root
        )
        let other = P256.Signing.PrivateKey()
        let otherName = try DistinguishedName { CommonName("Other authority") }
        foreign = try Self.issue(
            try DistinguishedName { CommonName("foreign") },
            P256.Signing.PrivateKey(),
            by: otherName,
            other
        )
        var clients: [TestClient: Identity] = [:]
        for client in TestClient.allCases {
            let subject = try DistinguishedName { CommonName(client.rawValue) }
            clients[client] = try Self.issue(subject, P256.Signing.PrivateKey(), by: name, root)
        }
        self.clients = clients
    }

    func identity(_ client: TestClient) -> Identity { clients[client] ?? foreign }

    /// SHA-256 of the DER certificate, in hexadecimal.
    func fingerprint(_ client: TestClient) -> String {
        SHA256.hash(data: identity(client).der).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// What a client presents itself with; nil presents nothing.
    func context(_ identity: Identity?) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates([try NIOSSLCertificate(bytes: authority.der, format: .der)])
        configuration.certificateVerification = .noHostnameVerification
        if let identity {
            configuration.certificateChain = [.certificate(try NIOSSLCertificate(bytes: identity.der, format: .der))]
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(identity.key.utf8), format: .pem))
        }
        return try NIOSSLContext(configuration: configuration)
    }

    /// Writes the server's files into a folder.
    func write(into folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (file, text) in [("server.pem", server.pem), ("server.key", server.key), ("clients.pem", authority.pem)] {
            try text.write(toFile: "\(folder)/\(file)", atomically: true, encoding: .utf8)
        }
    }

    private static func issue(
        _ subject: DistinguishedName,
        _ key: P256.Signing.PrivateKey,
        by issuer: DistinguishedName,
        _ issuerKey: P256.Signing.PrivateKey,
        isAuthority: Bool = false
    ) throws -> Identity {
        let now = Date()
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: now.addingTimeInterval(-3_600),
            notValidAfter: now.addingTimeInterval(86_400),
            issuer: issuer,
            subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                if isAuthority {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                } else {
                    Critical(BasicConstraints.notCertificateAuthority)
                }
            },
            issuerPrivateKey: Certificate.PrivateKey(issuerKey)
        )
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return Identity(
            der: serializer.serializedBytes,
            pem: try certificate.serializeAsPEM().pemString,
            key: key.pemRepresentation
        )
    }
}
