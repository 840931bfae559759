// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// An authority for the certificates of one run: P-256, valid for a week.
struct BenchAuthority {
    /// A certificate and its key.
    struct Identity {
        let certificate: Certificate
        let key: P256.Signing.PrivateKey

        var pem: String { get throws { try certificate.serializeAsPEM().pemString + "\n" } }

        var keyPEM: String { key.pemRepresentation + "\n" }

        /// SHA-256 of the DER certificate, in hexadecimal.
        var fingerprint: String {
            get throws {
                var serializer = DER.Serializer()
                try serializer.serialize(certificate)
                return SHA256.hash(data: serializer.serializedBytes).map {
                    ($0 < 16 ? "0" : "") + String($0, radix: 16)
                }.joined()
            }
        }
    }

    private let identity: Identity
    private let span: (from: Date, until: Date)

    init() throws {
        // Whole seconds, as certificates hold; an hour of grace for clocks.
        let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
        span = (now - 3_600, now + 7 * 86_400)
        let key = P256.Signing.PrivateKey()
        let name = try Self.name("Authority")
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: span.from,
            notValidAfter: span.until,
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true))
                SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
        identity = Identity(certificate: certificate, key: key)
    }

    var pem: String { get throws { try identity.pem } }

    /// A certificate for 127.0.0.1 as server, or for a client.
    func issue(_ name: String, isServer: Bool) throws -> Identity {
        let key = P256.Signing.PrivateKey()
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: span.from,
            notValidAfter: span.until,
            issuer: identity.certificate.subject,
            subject: try Self.name(name),
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                SubjectKeyIdentifier(hash: Certificate.PublicKey(key.publicKey))
                try ExtendedKeyUsage([isServer ? .serverAuth : .clientAuth])
                if isServer {
                    SubjectAlternativeNames([.ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))])
                }
            },
            issuerPrivateKey: Certificate.PrivateKey(identity.key)
        )
        return Identity(certificate: certificate, key: key)
    }

    /// What a client of this authority needs to speak TLS.
    func context(for client: Identity) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates([try NIOSSLCertificate(bytes: Array(try pem.utf8), format: .pem)])
        configuration.certificateChain = [
            .certificate(try NIOSSLCertificate(bytes: Array(try client.pem.utf8), format: .pem))
        ]
        configuration.privateKey = .privateKey(
            try NIOSSLPrivateKey(bytes: Array(client.keyPEM.utf8), format: .pem)
        )
        return try NIOSSLContext(configuration: configuration)
    }

    private static func name(_ name: String) throws -> DistinguishedName {
        try DistinguishedName {
            OrganizationName("Concordat bench")
            CommonName(name)
        }
    }
}
