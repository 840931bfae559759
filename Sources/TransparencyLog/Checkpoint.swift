// SPDX-License-Identifier: Apache-2.0

/// State of a log: its name, size and root (C2SP tlog-checkpoint v1.0.0).
package struct Checkpoint: Hashable, Sendable {
    /// Name of the log.
    package let origin: NoteKeyName
    /// Number of leaves.
    package let size: UInt64
    /// Root of the tree at that size.
    package let root: MerkleHash

    /// States the size and root of a log.
    package init(origin: NoteKeyName, size: UInt64, root: MerkleHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// The text that is signed: three lines.
    package var text: String { "\(origin.text)\n\(size)\n\(root.base64)\n" }

    /// Reads exactly three lines.
    ///
    /// Stricter than C2SP: an extension line is refused, since nobody here would read what was signed with it, and
    /// an origin has the form that C2SP recommends.
    package init(text: String) throws(CheckpointError) {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last?.isEmpty == true else { throw .lineCount }
        guard lines.count == 4 else { throw .extensionLine }
        guard let origin = try? NoteKeyName(String(decoding: lines[0], as: UTF8.self)) else { throw .origin }
        guard let size = Decimal.decode(lines[1]) else { throw .size }
        guard let root = MerkleHash(base64: lines[2]) else { throw .root }
        guard size > 0 || root == .emptyRoot else { throw .root }
        self.init(origin: origin, size: size, root: root)
    }

    /// Signs the state of a log; the signer's name is the log's.
    package static func sign(size: UInt64, root: MerkleHash, by signer: NoteSigner) throws(NoteError) -> SignedNote {
        let checkpoint = Checkpoint(origin: signer.verifierKey.name, size: size, root: root)
        var note = try SignedNote(text: checkpoint.text)
        try signer.sign(&note)
        return note
    }
}
