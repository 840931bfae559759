// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import TransparencyLog

/// Counts the leaves of a log again, agreement by agreement, to be held against the tallies it states.
struct TallyReplay {
    private var chains: [String: TallyChain] = [:]
    /// Whether every entry so far has been seen: then an agreement that has not come up has no entries.
    private var isWhole = true

    /// An entry cannot be seen any more, and nobody knows which chain it belonged to: each begins again with its next stated tally.
    mutating func lose() {
        isWhole = false
        chains.removeAll()
    }

    mutating func add(_ leaf: MerkleHash, to agreement: String) {
        guard isWhole || chains[agreement] != nil else { return }
        chains[agreement, default: TallyChain()].add(leaf)
    }

    /// Whether a stated tally is what the leaves give, as far as they can be seen.
    mutating func reproduce(_ tally: EvidenceLeaf.Tally, at index: UInt64) -> Bool {
        guard tally.size == Int64(clamping: index), let running = MerkleHash(hex: tally.running) else { return false }
        let stated = TallyChain(entries: tally.entries, running: running.bytes)
        if isWhole || chains[tally.agreement] != nil { return chains[tally.agreement] == stated }
        chains[tally.agreement] = stated
        return true
    }
}
