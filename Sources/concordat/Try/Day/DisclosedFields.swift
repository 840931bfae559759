// SPDX-License-Identifier: Apache-2.0

import Exchange
import JSONSchema

/// What each clause of the agreements discloses, read from the agreements' own files: an opinion independent of the gateway's.
struct DisclosedFields: Sendable {
    private enum Allowance: Sendable {
        case whole
        case fields([[String]])
        /// That a record is held, and nothing of it.
        case existence
    }

    private static let existence: Set<String> = ["label", "children", "holder", "contact"]
    private let clauses: [String: Allowance]

    init(_ documents: [BookDocument]) throws {
        var clauses: [String: Allowance] = [:]
        for document in documents where document.kind == .agreement {
            let root = try JSONDocument(document.bytes, limits: .schema).root
            for clause in root["clauses"].map({ Array($0.elements) }) ?? [] {
                let name = "\(document.name)#\(clause["id"]?.stringValue ?? "")"
                if clause["mode"]?.stringValue == "existence" {
                    clauses[name] = .existence
                } else if let list = clause["disclose"], list.kind == .array {
                    clauses[name] = .fields(list.elements.compactMap { $0.stringValue.map(Self.tokens) })
                } else {
                    clauses[name] = .whole
                }
            }
        }
        self.clauses = clauses
    }

    /// The fields a delivery holds beyond what its clause discloses; all of them when nobody knows the clause.
    func excess(in delivery: InboxDelivery) -> Set<String> { excess(in: delivery.event) }

    /// The same of an event that was pushed.
    func excess(in event: JSONNode) -> Set<String> {
        let clause = "\(event["agreementid"]?.stringValue ?? "")#\(event["clauseid"]?.stringValue ?? "")"
        let paths = paths(of: event["data"])
        switch clauses[clause] {
        case .whole: return []
        case .existence: return paths.filter { !Self.existence.contains(Self.tokens($0).first ?? "") }
        case .fields(let allowed):
            return paths.filter { path in !allowed.contains { Self.covers($0, Self.tokens(path)) } }
        case nil: return paths
        }
    }

    /// The places that hold a value, an array's items all under `*`.
    func paths(of node: JSONNode?) -> Set<String> {
        guard let node else { return [] }
        var found: Set<String> = []
        collect(node, "", &found)
        return found
    }

    private func collect(_ node: JSONNode, _ path: String, _ found: inout Set<String>) {
        switch node.kind {
        case .object: for (name, value) in node.members { collect(value, "\(path)/\(name)", &found) }
        case .array: for element in node.elements { collect(element, path + "/*", &found) }
        default: found.insert(path)
        }
    }

    private static func tokens(_ pointer: String) -> [String] { pointer.split(separator: "/").map(String.init) }

    private static func covers(_ pattern: [String], _ path: [String]) -> Bool {
        pattern.count <= path.count && zip(pattern, path).allSatisfy { $0 == "*" || $0 == $1 }
    }
}
