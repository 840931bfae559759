// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// A schema with documents to hold against it.
struct DocumentSet {
    enum Kind: String, CaseIterable { case valid, invalid }

    let name: String
    let schema: JSONValue
    let documents: [Kind: [[UInt8]]]

    /// Something is not as it must be for figures to mean anything.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    /// Makes a folder of it, as the peers read it: `schema.json` and a file of lines for each kind.
    func write(in folder: BenchFolder) throws -> String {
        let path = try folder.folder(name)
        try folder.write(schema.serialised(), to: path + "/schema.json")
        for kind in Kind.allCases {
            let lines = documents[kind, default: []].flatMap { $0 + [UInt8(ascii: "\n")] }
            try folder.write(lines, to: "\(path)/\(kind).jsonl")
        }
        return path
    }
}
