// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// Issues certificates for the length of a test.
struct TestAuthority {
    struct Identity {
        let certificate: NIOSSLCertificate
        let key: NIOSSLPrivateKey
        /// SHA-256 of the DER certificate.
        let fingerprint: [UInt8]
    }

    /// The authority's certificate in PEM form.
    let pem: String
    private let name: DistinguishedName
    private let key = P256.Signing.PrivateKey()

    init(_ name: String) throws {
        self.name = try DistinguishedName { CommonName(name) }
        let certificate = try Self.certificate(
            of: key.publicKey,
            named: self.name,
            by: key,
            named: self.name,
            Certificate.Extensions { Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0)) }
        )
        pem = try certificate.serializeAsPEM().pemString
    }

    var certificate: NIOSSLCertificate { get throws { try NIOSSLCertificate(bytes: Array(pem.utf8), format: .pem) } }

    /// A key and a certificate for a server of that name, and of this machine's loopback address where the name is `localhost`.
    func issue(_ host: String) throws -> Identity {
        let subject = P256.Signing.PrivateKey()
        let certificate = try Self.certificate(
            of: subject.publicKey,
            named: try DistinguishedName { CommonName("destination") },
            by: key,
            named: name,
            Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                SubjectAlternativeNames(
                    [.dnsName(host)]
                        + (host == "localhost" ? [.ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1]))] : [])
                )
            }
        )
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return Identity(
            certificate: try NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der),
            key: try NIOSSLPrivateKey(bytes: Array(subject.pemRepresentation.utf8), format: .pem),
            fingerprint: Array(SHA256.hash(data: serializer.serializedBytes))
        )
    }

    /// Writes the authority's certificate to a file, for the length of the body.
    func withFile<Result>(_ body: (_ path: String) async throws -> Result) async throws -> Result {
        let path = NSTemporaryDirectory() + "concordat-authority-\(UUID().uuidString).pem"
        try pem.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    private static func certificate(
        of subject: P256.Signing.PublicKey,
        named name: DistinguishedName,
        by issuer: P256.Signing.PrivateKey,
        named issuerName: DistinguishedName,
        _ extensions: Certificate.Extensions
    ) throws -> Certificate {
        try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(subject),
            notValidBefore: Date().addingTimeInterval(-3_600),
            notValidAfter: Date().addingTimeInterval(86_400),
            issuer: issuerName,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: extensions,
            issuerPrivateKey: Certificate.PrivateKey(issuer)
        )
    }
}
