// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema

/// The records of one file, held against a contract one after the other and against those before them.
struct RecordRun {
    private let contract: Contract
    /// What a number counts: `line` or `record`.
    private let noun: String
    private var repeats: RepeatFinder
    private var counted = CheckTally()

    init(_ contract: Contract, counting noun: String) {
        self.contract = contract
        self.noun = noun
        repeats = RepeatFinder(contract)
    }

    var documents: Int { counted.documents }

    /// What is known so far.
    var tally: CheckTally {
        guard repeats.isFull else { return counted }
        var tally = counted
        tally.note =
            "Only the first \(RepeatFinder.most) keys were remembered: repeats of later ones were not looked for."
        return tally
    }

    /// `place`: in words, when it is not the noun and its number.
    mutating func check(_ record: JSONNode, number: Int, at place: String? = nil) {
        let verdict = contract.validate(record)
        let repeated = repeats.repeats(in: record, number: number).map { repeated in
            (violation: Violation(repeated), earlier: "\(noun) \(repeated.earlier)")
        }
        counted.add(verdict, repeated: repeated, at: place ?? "\(noun) \(number)")
    }

    mutating func check(_ bytes: [UInt8], number: Int) {
        do throws(JSONSyntaxError) {
            check(try JSONDocument(bytes).root, number: number)
        } catch {
            refuse(error.description, number: number)
        }
    }

    /// Counts a record that cannot be read at all.
    mutating func refuse(_ reason: String, number: Int) {
        counted.add(unreadable: reason, at: "\(noun) \(number)")
    }
}

extension Violation {
    /// The fields that are alike stand beside each other, as there is no one pointer to several.
    fileprivate init(_ repeated: RepeatedRecord) {
        self.init(
            pointer: repeated.fields.map(\.description).joined(separator: " "),
            rule: repeated.rule,
            description: repeated.description,
            mend: repeated.mend
        )
    }
}
