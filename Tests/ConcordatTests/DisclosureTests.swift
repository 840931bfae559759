// SPDX-License-Identifier: Apache-2.0

import Crypto
import Exchange
import JSONSchema
import Testing
import TransparencyLog

@testable import concordat

@Suite struct `What the day checks` {
    private static let agreement = """
        {"apiVersion":"concordat/v1","kind":"SharingAgreement","id":"a","version":1,"clauses":[
        {"id":"some","mode":"content","disclose":["/id","/child/name","/concerns/*/type"]},
        {"id":"whole","mode":"content","disclose":"whole"},{"id":"held","mode":"existence"}]}
        """

    private func excess(_ clause: String, _ data: String) throws -> Set<String> {
        let document = try BookDocument(kind: .agreement, name: "a@1", bytes: Array(Self.agreement.utf8))
        let event = #"{"agreementid":"a@1","clauseid":"\#(clause)","data":\#(data)}"#
        return try DisclosedFields([document]).excess(in: try JSONDocument(Array(event.utf8)).root)
    }

    @Test func `fields within the clause are no excess, neighbours of them are`() throws {
        #expect(try excess("some", #"{"id":1,"child":{"name":{"given":"A"}},"concerns":[{"type":"x"}]}"#).isEmpty)
        #expect(try excess("some", #"{"id":1,"child":{"names":"A","upn":"u"}}"#) == ["/child/names", "/child/upn"])
        #expect(try excess("some", #"{"concerns":[{"type":"x"},{"detail":"y"}]}"#) == ["/concerns/*/detail"])
    }

    @Test func `a whole disclosure has no excess, one of existence has only its four fields, an unknown clause none`()
        throws
    {
        #expect(try excess("whole", #"{"a":{"b":[1]}}"#).isEmpty)
        #expect(
            try excess("held", #"{"label":"record-held","children":[{"x":1}],"contact":"c","risk":"high"}"#) == [
                "/risk"
            ]
        )
        #expect(try excess("other", #"{"a":1}"#) == ["/a"])
    }

    @Test func `a receipt verifies, and no more once any part of it is changed`() throws {
        let context = ReceiptContext(partnership: "northshire", environment: "try")
        let signer = ReceiptSigner(key: Curve25519.Signing.PrivateKey(), context: context)
        let leaf = Array(#"{"kind":"accepted"}"#.utf8)
        let core = signer.core(
            leaf: leaf,
            position: LedgerPosition(stream: 1, seq: 2),
            leafHash: MerkleHash.leaf(of: leaf),
            opening: nil
        )
        let receipt = try #require(try signer.sign([[1, 2, 3], core, [4]]).dropFirst().first)
        let text = #"{"receipt":\#(String(decoding: receipt.json, as: UTF8.self))}"#
        let check = ReceiptCheck(key: signer.publicKey, context: context)
        func verify(_ text: String, _ check: ReceiptCheck) throws {
            try check.verify(GatewayAnswer(status: 200, body: Array(text.utf8)))
        }
        try verify(text, check)
        for (old, new) in [
            ("accepted", "acceptee"), (#""seq":2"#, #""seq":3"#), (#""index":1"#, #""index":0"#),
            (#""path":["#, #""path":["AA==","#),
        ] {
            #expect(text.contains(old))
            #expect(throws: NotAsTold.self) { try verify(text.replacing(old, with: new), check) }
        }
        let live = ReceiptCheck(
            key: signer.publicKey,
            context: ReceiptContext(partnership: "northshire", environment: "live")
        )
        #expect(throws: NotAsTold.self) { try verify(text, live) }
        let stranger = ReceiptCheck(key: Curve25519.Signing.PrivateKey().publicKey, context: context)
        #expect(throws: NotAsTold.self) { try verify(text, stranger) }
    }
}
