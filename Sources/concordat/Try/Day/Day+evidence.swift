// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import TransparencyLog

extension Day {
    /// Asks of every accepted message how far it is, and verifies its receipt.
    func tally() async throws {
        try await scene("Every accepted message has a receipt that verifies") {
            let sent = await log.sent
            for (index, message) in sent.enumerated() {
                console.progress("receipts: \(index) of \(sent.count)")
                let answer = try await client(message.client).get("/v1/messages/\(message.id)", for: message.agency)
                try expect(answer.isGood, answer.complaint)
                try receipts.verify(answer)
                for recipient in answer.recipients where recipient.clause != nil {
                    await log.count(recipient.recipient, recipient.state ?? "unknown")
                }
            }
            try expect(!sent.isEmpty, "no message was accepted")
            return "\(sent.count) verified"
        }
    }

    /// Inclusion proof, checkpoint, and the whole log.
    func checkEvidence() async throws {
        try await scene("An inclusion proof verifies against the log's key") {
            guard let message = await log.sent.last else { throw NotAsTold("no message was accepted") }
            let client = try client(message.client)
            let text = try await wait(upTo: .seconds(20), else: "the entry was not sealed within 20 s") {
                let answer = try await client.get("/v1/messages/\(message.id)/proof", for: message.agency)
                return answer.isGood ? answer.body : nil
            }
            let record = try await client.get("/v1/messages/\(message.id)", for: message.agency)
            guard let entry = record.json?["receipt"]?["receipt"]?["entry"] else {
                throw NotAsTold("the receipt holds no entry")
            }
            let proof = try LogProof(parsing: text)
            let verdict = proof.verify(leaf: MerkleHash.leaf(of: entry.rawBytes), key: logKey)
            try expect(verdict.holds, "\(verdict)")
            return "leaf \(proof.index) of \(proof.checkpoint.size)"
        }
        try await scene("The checkpoint is signed by the log") {
            guard let (name, agency) = roster.inboxes(on: today).first else { throw NotAsTold("nobody can ask") }
            let answer = try await client(name).get("/checkpoint", for: agency)
            try expect(answer.isGood, answer.complaint)
            let note = try SignedNote(parsing: answer.body)
            guard case .verified = note.verify(keys: [logKey]) else {
                throw NotAsTold("the signature is not the log's")
            }
            let checkpoint = try Checkpoint(text: note.text)
            try expect(checkpoint.size > 0, "the log is empty")
            await log.setCheckpoint(size: checkpoint.size)
            return "\(checkpoint.size) entries"
        }
        try await scene("Every entry hashed again gives the checkpoint's root") {
            let words = try await ChildProgram.run(
                ["audit", "verify", "--settings", folder.settings],
                log: folder.log("audit")
            )
            await log.setAudit("log verified")
            return words.split(separator: "\n").last.map(String.init) ?? "verified"
        }
    }
}
