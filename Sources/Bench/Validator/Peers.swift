// SPDX-License-Identifier: Apache-2.0

/// Those that could be had.
struct Peers {
    let jsonschemaRS: Peer?
    let simdjson: Peer?
    /// What each is, or why it is missing.
    let lines: [(name: String, value: String)]

    init(python: String, in folder: BenchFolder) async {
        var lines: [(String, String)] = []
        func find(_ name: String, _ packages: String, _ peer: () async throws -> Peer) async -> Peer? {
            do {
                let found = try await peer()
                lines.append((name, found.version))
                return found
            } catch {
                let words = "\(error)".split(separator: "\n")
                let reason = words.first { $0.contains("rror: ") } ?? words.last ?? ""
                lines.append((name, "not installed (\(packages)): \(reason)"))
                return nil
            }
        }
        jsonschemaRS = await find("jsonschema-rs", "pip install jsonschema-rs orjson; --python") {
            try await .jsonschemaRS(python: python, in: folder)
        }
        simdjson = await find("simdjson", "libsimdjson-dev, g++") { try await .simdjson(in: folder) }
        self.lines = lines
    }
}
