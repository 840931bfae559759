// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema

/// What a contract says of many records, without a value of any.
struct CheckTally {
    /// One rule that some records break.
    private struct Broken {
        let isError: Bool
        var description: String
        let mend: String
        var documents = 0
        var places: [String] = []
    }

    /// How many places are told for each rule.
    private static let shown = 3

    private(set) var accepted = 0
    private(set) var warned = 0
    private(set) var refused = 0
    /// What else has to be known of the run.
    var note: String?
    /// In the order in which the rules were first broken.
    private var order: [String] = []
    private var broken: [String: Broken] = [:]

    var documents: Int { accepted + refused }

    /// Counts one record.
    ///
    /// `repeated`: what it has in common with earlier ones, for which nothing is refused, and where these stand.
    /// `place`: where it stands in its file.
    mutating func add(
        _ verdict: ContractVerdict,
        repeated: [(violation: Violation, earlier: String)] = [],
        at place: String
    ) {
        if verdict.errors.isEmpty {
            accepted += 1
            if !verdict.warnings.isEmpty || !repeated.isEmpty { warned += 1 }
        } else {
            refused += 1
        }
        count(verdict.errors, isError: true, at: place)
        count(verdict.warnings, isError: false, at: place)
        for (violation, earlier) in repeated {
            count([violation], isError: false, at: place, after: " as in \(earlier)")
        }
    }

    /// Counts a record that cannot be read at all.
    mutating func add(unreadable reason: String, at place: String) {
        refused += 1
        let violation = Violation(
            pointer: "",
            rule: "unreadable",
            description: "the record cannot be read: \(reason)",
            mend: "write it as the format asks"
        )
        count([violation], isError: true, at: place)
    }

    /// `after`: what follows the place and pointer.
    private mutating func count(_ violations: [Violation], isError: Bool, at place: String, after: String = "") {
        var counted: Set<String> = []
        for violation in violations {
            let key = "\(isError) \(violation.rule)"
            var entry =
                broken[key] ?? Broken(isError: isError, description: violation.description, mend: violation.mend)
            if broken[key] == nil { order.append(key) }
            // One keyword is broken in several ways; then only what they share is told.
            if entry.description != violation.description { entry.description = "" }
            if counted.insert(key).inserted { entry.documents += 1 }
            if entry.places.count < Self.shown {
                entry.places.append((violation.pointer.isEmpty ? place : "\(place) \(violation.pointer)") + after)
            }
            broken[key] = entry
        }
    }

    /// The sums, then each broken rule with its mend and first places, the commonest first.
    var text: String {
        var sums = TextTable(("records", .left), ("count", .right))
        sums.add("checked", "\(documents)")
        sums.add("accepted", "\(accepted)")
        if warned > 0 { sums.add("  with warnings", "\(warned)") }
        sums.add("refused", "\(refused)")
        let notes = note.map { [$0] } ?? []
        guard !order.isEmpty else { return ([sums.text] + notes).joined(separator: "\n\n") }
        var rules = TextTable(("rule", .left), ("when broken", .left), ("records", .right), ("first places", .left))
        var mends: [String] = []
        for key in order.sorted(by: { rank($0) > rank($1) }) {
            guard let entry = broken[key], let rule = key.split(separator: " ").last.map(String.init) else { continue }
            rules.add(
                rule,
                entry.isError ? "refused" : "warning",
                "\(entry.documents)",
                entry.places.joined(separator: ", ")
            )
            let words = entry.description.isEmpty ? "" : " \(entry.description)"
            mends.append("\(rule):\(words)\n  Mend: \(entry.mend).")
        }
        return ([sums.text, rules.text, mends.joined(separator: "\n")] + notes).joined(separator: "\n\n")
    }

    private func rank(_ key: String) -> (Int, Int, Int) {
        let entry = broken[key]
        return (entry?.isError == true ? 1 : 0, entry?.documents ?? 0, -(order.firstIndex(of: key) ?? 0))
    }
}
