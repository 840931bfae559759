// SPDX-License-Identifier: Apache-2.0

import Testing
import TransparencyLog

@Suite struct CompactRangeTests {
    private let reference = ReferenceTree(count: 130)

    @Test func `a range stored after every leaf goes on to the same roots`() throws {
        var range = CompactRange()
        for (index, leaf) in reference.leaves.enumerated() {
            #expect(range.root == reference.root(0..<index))
            range = try CompactRange(size: range.size, hashes: range.hashes)
            range.append(leaf)
        }
        #expect(range.size == 130)
        #expect(range.root == reference.root(0..<130))
        #expect(range.hashes == [reference.root(0..<128), reference.root(128..<130)])
    }

    @Test func `each complete node is told once with its hash`() {
        var range = CompactRange()
        var told: [NodeAddress] = []
        for leaf in reference.leaves {
            range.append(leaf) { node, hash in
                told.append(node)
                let start = Int(node.index) << node.level
                #expect(hash == reference.root(start..<start + 1 << node.level))
            }
        }
        #expect(told.count == 130 + 65 + 32 + 16 + 8 + 4 + 2 + 1)
        #expect(Set(told).count == told.count)
    }

    @Test func `a list that does not fit its size is refused`() {
        let hash = reference.leaves[0]
        #expect(throws: CompactRangeError.hashCount(expected: 2, found: 1)) {
            try CompactRange(size: 3, hashes: [hash])
        }
        #expect(throws: CompactRangeError.hashCount(expected: 0, found: 1)) {
            try CompactRange(size: 0, hashes: [hash])
        }
        #expect(throws: CompactRangeError.sizeTooLarge) { try CompactRange(size: 1 << 63, hashes: [hash]) }
    }
}
