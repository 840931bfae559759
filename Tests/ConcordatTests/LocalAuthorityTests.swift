// SPDX-License-Identifier: Apache-2.0

import Crypto
import Exchange
import Foundation
import NIOSSL
import Testing
import X509

@testable import concordat

@Suite struct `A local authority` {
    @Test func `issues certificates that it has signed, that say they are for tests, and that hold for a year`() throws
    {
        let authority = try LocalAuthority(name: "authority", now: Checkout.now)
        let issued = try authority.issue("police-records", for: .client)
        let certificate = issued.certificate
        #expect(authority.certificate.publicKey.isValidSignature(certificate.signature, for: certificate))
        #expect(certificate.subject.description.contains("O=Concordat test"))
        #expect(certificate.notValidBefore == Date(timeIntervalSince1970: 1_795_190_400))
        #expect(certificate.notValidAfter.timeIntervalSince(certificate.notValidBefore) == 365 * 86_400)
        let other = try LocalAuthority(name: "authority", now: Checkout.now)
        #expect(!other.certificate.publicKey.isValidSignature(certificate.signature, for: certificate))
    }

    @Test func `a server's certificate names localhost and 127 0 0 1, a client's names nothing`() throws {
        let authority = try LocalAuthority(name: "authority", now: Checkout.now)
        let server = try authority.issue("localhost", for: .server).certificate.extensions.subjectAlternativeNames
        #expect(server?.count == 2)
        #expect(try authority.issue("c", for: .client).certificate.extensions.subjectAlternativeNames == nil)
    }

    @Test func `files are for their owner alone and hold what the fingerprint is of`() throws {
        try Checkout.withFolder { folder in
            let issued = try LocalAuthority(name: "authority", now: Checkout.now).issue("client", for: .client)
            try issued.write(certificate: folder + "/c.pem", key: folder + "/c.key")
            for file in ["/c.pem", "/c.key"] {
                let mode = try FileManager.default.attributesOfItem(atPath: folder + file)[.posixPermissions] as? Int
                #expect(mode == 0o600)
            }
            let read = try #require(try NIOSSLCertificate.fromPEMFile(folder + "/c.pem").first)
            #expect(try Array(SHA256.hash(data: try read.toDERBytes())) == issued.fingerprint)
            _ = try NIOSSLPrivateKey(file: folder + "/c.key", format: .pem)
        }
    }

    @Test func `the credentials are a document of the book`() throws {
        let fingerprint = [UInt8](repeating: 0xAB, count: 32)
        let day = CalendarDate(londonAt: Checkout.now)
        let credentials = CredentialsDocument(
            id: "try",
            validity: Validity(from: day, until: CalendarDate(daysSince1970: day.daysSince1970 + 365)),
            fingerprints: [("police-records", fingerprint)]
        )
        let document = try BookDocument(yaml: credentials.yaml, file: "credentials.yaml")
        #expect(document.kind == .credentials)
        #expect(document.name == "try")
        let directory = try TryContracts(reading: Checkout.root + "/contracts").documents.filter {
            $0.kind != .credentials
        }
        let documents = directory + [document]
        let book = try Book(
            version: 1,
            documents: documents,
            keys: .sequential(try Book.namesNeedingKeys(documents)),
            requireApprovals: false
        )
        #expect(book.directory.client(fingerprint: fingerprint, at: Checkout.now)?.id.rawValue == "police-records")
    }
}
