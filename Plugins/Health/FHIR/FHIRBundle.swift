// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The entries of a bundle and the references between them.
///
/// Nothing outside the bundle is ever looked up.
struct FHIRBundle {
    /// One entry: its number from 1, its fullUrl and its resource.
    struct Entry {
        let number: Int
        let fullURL: String?
        let resource: Value

        var type: String? { resource["resourceType"]?.text }
    }

    let timestamp: String?
    let entries: [Entry]
    private let byURL: [String: Int]

    init(_ root: Value) {
        timestamp = root["timestamp"]?.text
        let entries = (root["entry"]?.elements ?? []).enumerated().map { index, entry in
            Entry(number: index + 1, fullURL: entry["fullUrl"]?.text, resource: entry["resource"] ?? .null)
        }
        var byURL: [String: Int] = [:]
        for (index, entry) in entries.enumerated() {
            if let url = entry.fullURL { byURL[url] = byURL[url] ?? index }
            if let type = entry.type, let id = entry.resource["id"]?.text {
                byURL["\(type)/\(id)"] = byURL["\(type)/\(id)"] ?? index
            }
        }
        self.entries = entries
        self.byURL = byURL
    }

    /// The MessageHeader, which FHIR requires to be the first entry.
    var header: Value? {
        entries.first.flatMap { $0.type == "MessageHeader" ? $0.resource : nil }
    }

    /// The entry a Reference points to, by fullUrl or by type and id.
    func entry(_ reference: Value?) -> Entry? {
        reference?["reference"]?.text.flatMap { byURL[$0] }.map { entries[$0] }
    }

    /// The resource a Reference points to, if it is of that type.
    func resource(_ reference: Value?, _ type: String) -> Value? {
        entry(reference).flatMap { $0.type == type ? $0.resource : nil }
    }

    /// The resources of a type whose reference in `member` points to the entry.
    func resources(_ type: String, where member: String, pointsTo target: Entry) -> [Value] {
        entries.filter { $0.type == type && entry($0.resource[member])?.number == target.number }.map(\.resource)
    }
}
