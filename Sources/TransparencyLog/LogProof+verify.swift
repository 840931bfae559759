// SPDX-License-Identifier: Apache-2.0

extension LogProof {
    /// Checks that the log with this key has the leaf: its signature, its name and the path to the root.
    ///
    /// The checkpoint's origin has to be the name of the log's key. Signatures of witnesses are checked if there
    /// are any; how many are enough is for the caller to say.
    package func verify(
        leaf: MerkleHash,
        key: NoteVerifierKey,
        witnesses: [NoteVerifierKey] = []
    ) -> LogProofVerdict {
        guard checkpoint.origin == key.name else { return .fails(.foreignLog) }
        let signatures: [VerifiedSignature]
        switch note.verify(keys: [key] + witnesses.filter { $0 != key }) {
        case .refused(let fault): return .fails(.note(fault))
        case .verified(let verified): signatures = verified
        }
        guard signatures.contains(where: { $0.key == key }) else { return .fails(.note(.noKnownSignature)) }
        let proof = InclusionProof(index: index, size: checkpoint.size, path: path)
        switch proof.verify(leaf: leaf, root: checkpoint.root) {
        case .fails(let fault): return .fails(.proof(fault))
        case .holds: return .holds(cosignatures: signatures.filter { $0.key != key })
        }
    }
}
