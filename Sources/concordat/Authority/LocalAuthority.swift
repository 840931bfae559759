// SPDX-License-Identifier: Apache-2.0

import Crypto
import Exchange
import Foundation
import SwiftASN1
import X509

/// A certificate authority of our own for trying out and tests: P-256, a year from the moment given.
struct LocalAuthority {
    /// What stands in every name, so that no such certificate is taken for a real one.
    static let organization = "Concordat test"

    /// What a certificate is for.
    enum Use {
        /// A server reached at `localhost` and 127.0.0.1.
        case server
        case client
    }

    let certificate: Certificate
    let validity: Validity
    private let key: P256.Signing.PrivateKey
    private let span: (from: Date, until: Date)

    init(name: String, now: Timestamp) throws {
        let until = now + .seconds(365 * 86_400)
        validity = Validity(from: CalendarDate(londonAt: now), until: CalendarDate(londonAt: until))
        span = (Self.date(now), Self.date(until))
        let key = P256.Signing.PrivateKey(), publicKey = Certificate.PublicKey(key.publicKey)
        self.key = key
        let subject = try Self.subject(name)
        certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: span.from,
            notValidAfter: span.until,
            issuer: subject,
            subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: publicKey)
            },
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
    }

    /// The authority's certificate as a PEM file has it.
    var pem: String { get throws { try certificate.serializeAsPEM().pemString + "\n" } }

    /// Makes a key and a certificate for it.
    func issue(_ name: String, for use: Use) throws -> IssuedCertificate {
        let subjectKey = P256.Signing.PrivateKey()
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(subjectKey.publicKey),
            notValidBefore: span.from,
            notValidAfter: span.until,
            issuer: certificate.subject,
            subject: try Self.subject(name),
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try extensions(of: Certificate.PublicKey(subjectKey.publicKey), for: use),
            issuerPrivateKey: Certificate.PrivateKey(key)
        )
        return IssuedCertificate(certificate: certificate, key: subjectKey)
    }

    private func extensions(of subject: Certificate.PublicKey, for use: Use) throws -> Certificate.Extensions {
        let issuer = SubjectKeyIdentifier(hash: certificate.publicKey)
        return try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            SubjectKeyIdentifier(hash: subject)
            AuthorityKeyIdentifier(keyIdentifier: issuer.keyIdentifier)
            switch use {
            case .server:
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames([
                    .dnsName("localhost"), .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                ])
            case .client:
                try ExtendedKeyUsage([.clientAuth])
            }
        }
    }

    private static func subject(_ name: String) throws -> DistinguishedName {
        try DistinguishedName {
            OrganizationName(organization)
            CommonName(name)
        }
    }

    private static func date(_ time: Timestamp) -> Date {
        // Certificates hold whole seconds.
        Date(timeIntervalSince1970: Double(time.microseconds / 1_000_000))
    }
}
