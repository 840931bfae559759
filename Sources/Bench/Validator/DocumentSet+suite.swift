// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import JSONSchema

extension DocumentSet {
    /// The sets of others in a folder, each a folder with a schema and documents that are all valid, in order of name.
    static func suite(_ folder: String) throws -> [DocumentSet] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        let sets = try names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/\(schemaFile)") }.map {
            DocumentSet(
                name: $0,
                schema: try JSONValue(parsing: try bytes("\(folder)/\($0)/\(schemaFile)")),
                documents: [.valid: try lines("\(folder)/\($0)/instances.jsonl")]
            )
        }
        guard !sets.isEmpty else {
            throw ValidationError("\(folder) holds no folder with \(schemaFile) and instances.jsonl.")
        }
        return sets
    }

    private static let schemaFile = "schema.2020-12.json"

    /// The lines of a file that are not empty.
    static func lines(_ path: String) throws -> [[UInt8]] {
        try bytes(path).split(separator: UInt8(ascii: "\n")).map(Array.init)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("\(path) cannot be read.")
        }
        return Array(data)
    }
}
