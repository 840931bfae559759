// SPDX-License-Identifier: Apache-2.0

import Crypto
package import JSONSchema

/// Finds the records of one batch that repeat the record key, or a `unique` field, of an earlier one.
///
/// ODCS says both of a whole set of data, so neither can be told from one message and no message is refused for them.
/// What is kept of a key is not its value but 128 bits of its SHA-256 and where it stood: some 50 bytes a key, whatever
/// its length. At these numbers two different keys meet with a chance below 2⁻⁸⁰.
package struct RepeatFinder: Sendable {
    /// How many keys are remembered in one run, unless told: some 400 MB.
    package static let most = 8_000_000

    private struct Mark {
        let rule: String
        let fields: [FieldPattern]
        let description: String
        let mend: String
    }

    private let marks: [Mark]
    private let most: Int
    /// By mark, then by hash: where the key was first seen.
    private var seen: [[UInt128: Int]]
    private var count = 0

    /// More keys came than are remembered: a repeat of a later one goes unseen.
    package private(set) var isFull = false

    /// `most`: how many keys to remember, of all records and marks together.
    package init(_ contract: Contract, most: Int = RepeatFinder.most) {
        var marks: [Mark] = []
        if !contract.recordKey.isEmpty {
            marks.append(
                Mark(
                    rule: "record-key",
                    fields: contract.recordKey,
                    description: "has the same record key as an earlier record, so both are about the same thing",
                    mend: "leave out the one that is no longer right, or correct the field that should tell them apart"
                )
            )
        }
        // A field that is the whole key is told once.
        marks += contract.uniqueFields.filter { [$0] != contract.recordKey }.map { field in
            Mark(
                rule: "unique",
                fields: [field],
                description: "is the same as in an earlier record, though no two records may have it alike",
                mend: "correct the record to which it does not belong"
            )
        }
        self.marks = marks
        self.most = most
        seen = marks.map { _ in [:] }
    }

    /// What the record repeats; it is remembered for those that follow.
    ///
    /// `number`: where it stands, to be told of it later. A field that is absent or null is like no other.
    package mutating func repeats(in record: JSONNode, number: Int) -> [RepeatedRecord] {
        var found: [RepeatedRecord] = []
        for (index, mark) in marks.enumerated() {
            guard let bytes = KeyText.bytes(mark.fields, in: record) else { continue }
            let hash = SHA256.hash(data: bytes).prefix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
            if let earlier = seen[index][hash] {
                found.append(
                    RepeatedRecord(
                        rule: mark.rule,
                        fields: mark.fields,
                        earlier: earlier,
                        description: mark.description,
                        mend: mark.mend
                    )
                )
            } else if count < most {
                seen[index][hash] = number
                count += 1
            } else {
                isFull = true
            }
        }
        return found
    }
}
