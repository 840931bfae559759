// SPDX-License-Identifier: Apache-2.0

/// Proof that a leaf is in a log, which stands by itself (C2SP tlog-proof v1): the receipt of a disclosure.
package struct LogProof: Hashable, Sendable {
    /// First line of the file.
    package static let header = "c2sp.org/tlog-proof@v1"
    /// Most hashes a path can have.
    package static let maximumPath = 64

    /// Position of the leaf.
    package let index: UInt64
    /// Hashes from the leaf's sibling up to the child of the root.
    package let path: [MerkleHash]
    /// Data for the reader's own use, vouched for by nobody; empty if there is none.
    package let extra: [UInt8]
    /// The signed checkpoint, as the log issued it.
    package let note: SignedNote
    /// What the note states, to be believed only after `verify`.
    package let checkpoint: Checkpoint

    /// Assembles a file from a proof and the signed checkpoint of the proof's size.
    package init(proof: InclusionProof, note: SignedNote, extra: [UInt8] = []) throws(LogProofError) {
        try self.init(index: proof.index, path: proof.path, note: note, extra: extra)
        guard checkpoint.size == proof.size else { throw .sizesDiffer }
    }

    init(index: UInt64, path: [MerkleHash], note: SignedNote, extra: [UInt8]) throws(LogProofError) {
        guard path.count <= Self.maximumPath else { throw .pathTooLong }
        do {
            checkpoint = try Checkpoint(text: note.text)
        } catch {
            throw .checkpoint(error)
        }
        self.index = index
        self.path = path
        self.note = note
        self.extra = extra
    }

    /// The file as it is handed over, with the extension `.tlog-proof`.
    package var encoded: String {
        var lines = [Self.header]
        if !extra.isEmpty { lines.append("extra \(Base64.encode(extra))") }
        lines.append("index \(index)")
        lines += path.map(\.base64)
        return lines.joined(separator: "\n") + "\n\n" + note.encoded
    }
}
