// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension SampleSearch {
    /// How many ready documents are looked at.
    static let mostSeeds = 12

    /// The first `mostSeeds` of the documents that the contract accepts, in their order.
    static func seeds(_ documents: [JSONValue], accepted contract: Contract) -> [JSONValue] {
        Array(documents.lazy.filter { contract.accepts($0) }.prefix(mostSeeds))
    }

    /// The first of the seeds that shows what is sought, as it is or with the pins laid over it.
    ///
    /// Rules that tie many fields together are kept by a document somebody wrote, where no written one finds its way.
    func seeded(
        holding pins: [Pins],
        varying patterns: [FieldPattern],
        where shows: (JSONValue) -> Bool
    ) -> JSONValue? {
        guard !seeds.isEmpty else { return nil }
        var budget = SampleSearch.budget
        let options: [Pins] = [[:]] + options(patterns).map { [$0.pattern: $0.pin] }
        for option in options {
            for pins in pins {
                let held = pins.merging(option) { first, _ in first }
                for seed in seeds {
                    guard budget > 0 else { return nil }
                    budget -= 1
                    let document = writer.document(from: seed, held)
                    if contract.accepts(document), shows(document) { return document }
                }
            }
        }
        return nil
    }
}

extension Contract {
    fileprivate func accepts(_ document: JSONValue) -> Bool {
        (try? JSONDocument(document.serialised()).root).map { validate($0).isAccepted } ?? false
    }
}
