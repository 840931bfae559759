// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// The documents of one set and kind, and what all rounds found.
struct ValidatorRow {
    let set: String
    let kind: DocumentSet.Kind
    let ours: OurValidator
    private let allocations: (scan: Double?, validate: Double?)
    private var times: [OurValidator.Times] = []
    private var peer: [Peer.Times] = []
    private var floor: [Peer.Times] = []

    /// - Throws: when our validator judges a document wrongly.
    init(_ set: DocumentSet, _ kind: DocumentSet.Kind, _ texts: [[UInt8]], _ schema: CompiledSchema) throws {
        self.set = set.name
        self.kind = kind
        ours = try OurValidator(schema, texts)
        // Once before it counts, so that what is made once a process is not counted.
        _ = try ours.scanAllocations
        _ = ours.validateAllocations
        allocations = (try ours.scanAllocations, ours.validateAllocations)
        try check(ours.firstWrong(kind), by: "our validator")
    }

    mutating func add(_ times: OurValidator.Times) { self.times.append(times) }

    /// - Throws: when the peer judged a document wrongly: then one of us runs another schema, and figures say nothing.
    mutating func add(peer times: Peer.Times?, named name: String) throws {
        guard let times else { return }
        try check(times.firstWrong, by: name)
        peer.append(times)
    }

    mutating func add(floor times: Peer.Times?) {
        if let times { floor.append(times) }
    }

    static let header = [
        "set", "", "documents", "bytes", "scalars", "scan", "validate", "scan+validate", "rs parse",
        "rs parse+validate", "rs/ours", "simdjson", "simdjson/ours", "allocations: scan", "validate",
    ]

    var cells: [String] {
        let scan = times.map(\.scan).min(), both = times.map(\.both).min()
        let peerBoth = peer.compactMap(\.both).min(), parse = floor.map(\.parse).min()
        return [set, kind.rawValue, String(ours.texts.count)]
            + [
                ours.meanBytes, ours.meanScalars, scan, times.map(\.validate).min(), both, peer.map(\.parse).min(),
                peerBoth,
            ].map { TextTable.number($0, 0) }
            + [
                Self.ratio(peerBoth, both), TextTable.number(parse, 0), Self.ratio(parse, scan),
                TextTable.number(allocations.scan, 1), TextTable.number(allocations.validate, 1),
            ]
    }

    private static func ratio(_ theirs: Double?, _ ours: Double?) -> String {
        guard let theirs, let ours else { return TextTable.number(nil, 2) }
        return TextTable.number(theirs / ours, 2)
    }

    private func check(_ number: Int?, by judge: String) throws {
        guard let number else { return }
        let verdict = kind == .valid ? "refuses" : "accepts"
        throw DocumentSet.Unusable(description: "\(set): \(judge) \(verdict) document \(number) of the \(kind) ones.")
    }
}
