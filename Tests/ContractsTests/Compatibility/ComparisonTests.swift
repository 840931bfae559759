// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import JSONSchema
import Testing

@Suite struct ComparisonTests {
    @Test func `the corpus is there`() throws {
        let corpus = try ComparisonCorpus.all.get()
        #expect(corpus.tool.hasPrefix("datacontract-cli "))
        #expect(corpus.pairs.count >= 60)
        #expect(Set(corpus.pairs.map(\.name)).count == corpus.pairs.count)
    }

    @Test(arguments: ComparisonCorpus.pairs) func `a pair is judged as the corpus says`(
        _ pair: ComparisonCorpus.Pair
    ) throws {
        let (old, new) = try pair.contracts()
        let comparison = ContractComparison(old: old, new: new)
        let seen = comparison.changes.map { "\($0.pointer) \($0.kind.rawValue) \($0.severity.word): \($0.words)" }
        #expect(comparison.verdict.word == pair.verdict, "\(seen)")
        for side in ContractChange.Side.allCases {
            let expected = pair.flag("ours", side.rawValue)
            #expect((comparison.verdict(for: side) == .major) == expected, "\(side) \(seen)")
            let isShown = comparison.changes.flatMap(\.samples).contains { $0.side == side }
            #expect(isShown == (pair.shown?.contains(side.rawValue) ?? expected), "a sample for the \(side) \(seen)")
        }
        if let kind = pair.kind, pair.verdict != "compatible" {
            #expect(
                comparison.changes.contains { $0.kind.rawValue == kind && $0.severity == comparison.verdict },
                "\(seen)"
            )
        }
        #expect(!comparison.changes.contains { $0.kind == .unexplained }, "\(seen)")
    }

    @Test(arguments: ComparisonCorpus.pairs) func `every sample breaks when it is run`(
        _ pair: ComparisonCorpus.Pair
    ) throws {
        let (old, new) = try pair.contracts()
        for change in ContractComparison(old: old, new: new).changes {
            #expect(change.words.hasSuffix(".") && change.words.count > 15, "\(change.words)")
            for sample in change.samples {
                let node = try JSONDocument(sample.document.serialised()).root
                let (from, to) = sample.side == .producer ? (old, new) : (new, old)
                #expect(from.validate(node).isAccepted)
                #expect(!sample.violations.isEmpty)
                // A reader is sent less than the document, so only a sender's can be run as it stands.
                if sample.side == .producer { #expect(to.validate(node).errors == sample.violations) }
            }
        }
    }

    @Test(arguments: ComparisonCorpus.pairs) func `where the oracle differs, the corpus says why`(
        _ pair: ComparisonCorpus.Pair
    ) throws {
        let sides = ContractChange.Side.allCases.map(\.rawValue)
        #expect(sides.allSatisfy { pair.flag("oracle", $0) != nil }, "the oracle was asked")
        let isOther = sides.contains { pair.flag("oracle", $0) != pair.flag("ours", $0) }
        // A verdict of major that hurts neither side is one the oracle cannot give.
        let isReview =
            pair.verdict == "major"
            && sides.allSatisfy { pair.flag("ours", $0) == false }
        #expect((isOther || isReview) == (pair.difference != nil), "\(pair.difference ?? "no argument is given")")
    }

    @Test func `comparing is the same every time`() throws {
        let (old, new) = try ComparisonCorpus.contracts("several at once")
        let first = ContractComparison(old: old, new: new), second = ContractComparison(old: old, new: new)
        #expect(first.json == second.json)
        #expect(first.text() == second.text())
    }

    @Test func `a removed code is explained and shown`() throws {
        let (old, new) = try ComparisonCorpus.contracts("code removed")
        let comparison = ContractComparison(old: old, new: new)
        let change = try #require(comparison.changes.first)
        #expect(
            change.words
                == "The code other (Other) of reason was removed: a sender that still sends it would be refused."
        )
        #expect(change.pointer.description == "/reason")
        #expect(change.affects == [.producer])
        let sample = try #require(change.samples.first)
        #expect(sample.document["reason"]?.text == "other")
        #expect(sample.violations.map(\.pointer) == ["/reason"])
        #expect(comparison.text().contains { $0.contains(#""reason":"other""#) })
        #expect(!comparison.text(samples: false).contains { $0.contains(#""reason":"other""#) })
        #expect(comparison.json["changes"]?.elements.first?["kind"]?.text == "code-removed")
    }
}
