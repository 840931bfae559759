// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Another validator or parser, measured in a process of its own.
///
/// Its program prints its version when called without arguments, and one line of JSON when given the folder of a set and
/// seconds.
struct Peer {
    let name: String
    let version: String
    private let command: [String]
    private let log: String

    /// Nanoseconds a document.
    struct Times {
        let parse: Double
        let both: Double?
        /// The number of the first document it judged wrongly.
        let firstWrong: Int?
    }

    private init(_ name: String, _ command: [String], log: String) async throws {
        self.name = name
        self.command = command
        self.log = log
        version = try await Self.lastLine(of: command, log)
    }

    /// A Python with jsonschema-rs and orjson.
    static func jsonschemaRS(python: String, in folder: BenchFolder) async throws -> Peer {
        let script = folder.path + "/peer.py"
        try folder.write(PackageResources.peer_py, to: script)
        return try await Peer("jsonschema-rs", [python, script], log: folder.log("jsonschema-rs"))
    }

    /// simdjson, compiled for this processor.
    static func simdjson(in folder: BenchFolder) async throws -> Peer {
        let source = folder.path + "/simdjson.cpp"
        let program = folder.path + "/simdjson"
        try folder.write(PackageResources.simdjson_cpp, to: source)
        let options = ["-O3", "-march=native", "-std=c++17", "-w"]
        _ = try await lastLine(of: ["g++"] + options + [source, "-lsimdjson", "-o", program], folder.log("g++"))
        return try await Peer("simdjson", [program], log: folder.log("simdjson"))
    }

    func times(_ set: String, seconds: Double) async throws -> [DocumentSet.Kind: Times] {
        let line = try await Self.lastLine(of: command + [set, "\(seconds)"], log)
        let said = try JSONValue(parsing: Array(line.utf8))
        return DocumentSet.Kind.allCases.reduce(into: [:]) { found, kind in
            guard let times = said[kind.rawValue], let parse = times["parse"]?.double else { return }
            found[kind] = Times(
                parse: parse,
                both: times["both"]?.double,
                firstWrong: times["wrong"]?.double.map { Int($0) }
            )
        }
    }

    private static func lastLine(of command: [String], _ log: String) async throws -> String {
        try await Program.run("/usr/bin/env", command, log: log)
        return ProcessTime.text(log)?.split(separator: "\n").last.map(String.init) ?? ""
    }
}

extension JSONValue {
    fileprivate var double: Double? {
        guard case .number(let text) = self else { return nil }
        return Double(text)
    }
}
