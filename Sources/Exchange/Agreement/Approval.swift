// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import JSONSchema

/// One agency's signature under one version of an agreement.
package struct Approval: Sendable, Hashable {
    package let agreement: AgreementRef
    /// ``Agreement/sha256`` of what was signed.
    package let sha256: [UInt8]
    package let agency: AgencyID
    package let keyID: String
    /// Ed25519, 64 bytes, over ``message(agreement:sha256:)``.
    package let signature: [UInt8]

    package init(agreement: AgreementRef, sha256: [UInt8], agency: AgencyID, keyID: String, signature: [UInt8]) {
        self.agreement = agreement
        self.sha256 = sha256
        self.agency = agency
        self.keyID = keyID
        self.signature = signature
    }

    /// What an agency signs.
    package static func message(agreement: AgreementRef, sha256: [UInt8]) -> [UInt8] {
        let hash = TextCoding.hex(sha256)
        return Array("concordat/agreement-approval/v1\n\(agreement.id)\n\(agreement.version)\n\(hash)\n".utf8)
    }

    /// The approval as a document of the book.
    package func document() -> BookDocument {
        let value = JSONValue.object([
            JSONMember("apiVersion", .string("concordat/v1")), JSONMember("kind", .string("Approval")),
            JSONMember("agreement", .string(agreement.id)), JSONMember("version", .integer(agreement.version)),
            JSONMember("sha256", .string(TextCoding.hex(sha256))), JSONMember("agency", .string(agency.rawValue)),
            JSONMember("key", .string(keyID)), JSONMember("signature", .string(TextCoding.base64(signature))),
        ])
        return BookDocument(kind: .approval, name: "\(agreement)/\(agency)", value: value)
    }

    /// Reads `kind: Approval`.
    static func read(_ document: BookDocument) -> (Approval?, [FileProblem]) {
        var reader = DocumentReader(document)
        let keys = ["agreement", "version", "sha256", "agency", "key", "signature"]
        guard let root = reader.root(keys: keys) else { return (nil, reader.problems) }
        let id = reader.identifier(root, "agreement"), version = reader.positiveInteger(root, "version")
        let agency = reader.identifier(root, "agency"), key = reader.identifier(root, "key")
        let hash = reader.text(root, "sha256").flatMap { TextCoding.bytes(hex: $0, count: 32) }
        if hash == nil, root["sha256"] != nil {
            reader.fault(root.pointer(to: "sha256"), "this is not a SHA-256", "write 64 lower-case digits")
        }
        let signature = reader.text(root, "signature").flatMap { TextCoding.bytes(base64: $0, count: 64) }
        if signature == nil, root["signature"] != nil {
            reader.fault(root.pointer(to: "signature"), "this is not an Ed25519 signature", "give 64 bytes in base64")
        }
        guard let id, let version, let agency, let key, let hash, let signature else { return (nil, reader.problems) }
        let approval = Approval(
            agreement: AgreementRef(id: id, version: version),
            sha256: hash,
            agency: AgencyID(agency),
            keyID: key,
            signature: signature
        )
        return (approval, reader.problems)
    }
}
