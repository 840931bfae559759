// SPDX-License-Identifier: Apache-2.0

import Contracts
import Crypto
import Exchange
import Foundation
import Testing

@testable import concordat

@Suite struct `What an agency signs` {
    private let agreement = Checkout.root + "/contracts/agreements/northshire-missing-children.yaml"

    /// The key of RFC 8410 §10.3, as openssl writes it.
    private static let pem = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----
        """

    private var key: Curve25519.Signing.PrivateKey {
        get throws { try ApprovalKeyFile.key(pem: Self.pem, "key.pem") }
    }

    @Test func `the key is read from the file openssl writes`() throws {
        let publicKey = try key.publicKey.rawRepresentation.base64EncodedString()
        #expect(publicKey == "Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=")
        #expect(throws: ApprovalKeyFile.Failure.self) { try ApprovalKeyFile.key(pem: "nonsense", "key.pem") }
        #expect(throws: ApprovalKeyFile.Failure.self) {
            try ApprovalKeyFile.key(pem: P256.Signing.PrivateKey().pemRepresentation, "key.pem")
        }
    }

    @Test func `a key that others can read is not used`() throws {
        try Checkout.withFolder { folder in
            let path = folder + "/key.pem"
            FileManager.default.createFile(
                atPath: path,
                contents: Data(Self.pem.utf8),
                attributes: [.posixPermissions: 0o644]
            )
            #expect(throws: KeyFiles.Failure.self) { try ApprovalKeyFile.load(path) }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            #expect(try ApprovalKeyFile.load(path).rawRepresentation == key.rawRepresentation)
        }
    }

    @Test func `an approval made here counts in the book`() throws {
        let agency = AgencyID("northshire-police")
        let base64 = try key.publicKey.rawRepresentation.base64EncodedString()
        let text = try String(contentsOfFile: agreement, encoding: .utf8)
        let document = try BookDocument(yaml: text, file: "agreement.yaml")
        let approval = try AgreementCommand.Sign.approval(of: document, by: agency.rawValue, try key, "key-1")
        let folder = Checkout.root + "/contracts"
        try Checkout.withFolder { copy in
            try FileManager.default.copyItem(atPath: folder, toPath: copy + "/contracts")
            let agencies = copy + "/contracts/agencies.yaml"
            let directory = try String(contentsOfFile: agencies, encoding: .utf8)
            try directory.replacing(
                "  - id: northshire-police\n",
                with: "  - id: northshire-police\n    approvalKeys: [{id: key-1, ed25519: '\(base64)'}]\n",
                maxReplacements: 1
            ).write(toFile: agencies, atomically: true, encoding: .utf8)
            func missing() throws -> [AgencyID] {
                let documents = try BookFiles.read([copy + "/contracts"])
                let keys = BookKeys.sequential(try Book.namesNeedingKeys(documents))
                let book = try Book(version: 1, documents: documents, keys: keys, requireApprovals: true)
                return book.missingApprovals(try Agreement(reading: document).ref)
            }
            #expect(try missing().contains(agency))
            try approval.write(toFile: copy + "/contracts/approval.yaml", atomically: true, encoding: .utf8)
            #expect(try !missing().contains(agency))
        }
    }

    @Test func `an accession is the signed line of the group's member`() throws {
        let day = try #require(CalendarDate(parsing: "2026-09-01"))
        let line = try AgreementCommand.Accede.member(of: "schools", "mill-lane", from: day, try key, "key-1")
        let signature = try #require(line.firstMatch(of: #/signature: '([^']+)'/#)?.1)
        let bytes = try #require(Data(base64Encoded: String(signature)))
        let message = AgencyGroup.accessionMessage(group: "schools", agency: AgencyID("mill-lane"), from: day)
        #expect(try key.publicKey.isValidSignature(bytes, for: message))
        #expect(line.hasPrefix("- {agency: mill-lane, from: '2026-09-01', accession: {key: key-1, "))
    }
}
