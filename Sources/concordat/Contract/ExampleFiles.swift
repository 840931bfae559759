// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema

/// The good examples in the folder `examples` beside a contract file, in order of their names.
struct ExampleFiles {
    /// A larger example is left out of searches.
    private static let largest = 256 << 10
    private static let most = 40

    private let folder: URL
    /// `good-<what>.json`, those that only warn among them.
    let names: [String]

    init(beside contract: String) {
        folder = URL(filePath: contract).deletingLastPathComponent().appending(path: "examples")
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        names = all.filter { $0.hasSuffix(".json") && $0.hasPrefix("good-") }.sorted()
    }

    /// What stands beside any of the contracts, each folder once.
    static func documents(beside contracts: [String]) -> [JSONValue] {
        var seen: Set<String> = []
        return contracts.map(ExampleFiles.init).filter { seen.insert($0.folder.standardizedFileURL.path).inserted }
            .flatMap(\.documents)
    }

    func contents(of name: String) -> Data? { FileManager.default.contents(atPath: folder.appending(path: name).path) }

    /// Those that can be read as JSON, at most 40 of at most 256 KiB.
    private var documents: [JSONValue] {
        names.prefix(Self.most).compactMap { name in
            guard let data = contents(of: name), data.count <= Self.largest else { return nil }
            return try? JSONValue(parsing: [UInt8](data))
        }
    }
}
