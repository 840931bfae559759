// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

/// What a stored leaf says, read from its bytes: nothing beside it is believed.
package struct EvidenceLeaf: Sendable {
    /// What a tally leaf states.
    package struct Tally: Sendable, Hashable {
        package let agreement: String
        package let entries: Int64
        /// Lower-case hexadecimal.
        package let running: String
        /// How many leaves of the log it is over.
        package let size: Int64
    }

    private let root: JSONNode

    /// Nil when the bytes are no JSON object.
    package init?(_ bytes: [UInt8]) {
        guard let document = try? JSONDocument(bytes), document.root.kind == .object else { return nil }
        root = document.root
    }

    private var kind: String? { root["kind"]?.stringValue }

    /// The agreements its disclosures rest on: the chains the entry is counted in.
    package var agreements: Set<String> {
        switch kind {
        case LedgerEntry.Kind.accepted.word:
            Set(disclosures.compactMap { $0["clause"].flatMap(Self.agreement) })
        case LedgerEntry.Kind.released.word:
            Set([root["clause"].flatMap(Self.agreement)].compactMap(\.self))
        default: []
        }
    }

    /// The hashes of the terms its disclosures rest on, of a rehearsal too.
    package var terms: Set<[UInt8]> {
        let clauses = disclosures.map { $0["clause"] } + [root["clause"]]
        return Set(clauses.compactMap { $0?["terms"]?.stringValue.flatMap { TextCoding.bytes(hex: $0, count: 32) } })
    }

    package var tally: Tally? {
        guard kind == LedgerEntry.Kind.tally.word, let agreement = root["agreement"]?.stringValue,
            let entries = root["entries"]?.integerValue, let running = root["running"]?.stringValue,
            let size = root["size"]?.integerValue
        else { return nil }
        return Tally(agreement: agreement, entries: entries, running: running, size: size)
    }

    /// How many entries have been dropped past their evidence date, in all, as a leaf of such a drop states it.
    package var droppedTotal: Int64? {
        kind == LedgerEntry.Kind.dropped.word ? root["total"]?.integerValue : nil
    }

    /// What one delivery rests on, as the leaf of its message's acceptance states it.
    package func terms(of delivery: UniqueID) -> DisclosureTerms? {
        guard kind == LedgerEntry.Kind.accepted.word else { return nil }
        let id = delivery.description
        guard let disclosure = disclosures.first(where: { $0["delivery"]?.stringEquals(id) == true }),
            let clause = disclosure["clause"], clause.kind == .object, let purpose = disclosure["purpose"]?.stringValue
        else { return nil }
        return DisclosureTerms(clause: Array(clause.rawBytes), purpose: purpose)
    }

    private var disclosures: [JSONNode] { root["disclosures"].map { Array($0.elements) } ?? [] }

    private static func agreement(_ clause: JSONNode) -> String? {
        if let name = clause.stringValue { return name.split(separator: "@").first.map(String.init) }
        return clause["agreement"]?.stringValue
    }
}

/// What a disclosure rests on, taken over from the leaf of its acceptance.
package struct DisclosureTerms: Sendable, Hashable {
    /// ``ClauseTerms/reference``.
    package let clause: [UInt8]
    package let purpose: String
}
