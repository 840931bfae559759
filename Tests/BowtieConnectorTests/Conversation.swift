// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema

/// Runs the connector as a child process.
enum Conversation {
    /// The answers to these lines.
    static func run(_ lines: [String], _ arguments: [String] = []) throws -> [JSONValue] {
        let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(filePath: try testBundle(bundle)).deletingLastPathComponent().appending(
            path: "jsonschema-bowtie"
        )
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files instead of pipes: neither side can wait for the other.
        let input = folder.appending(path: "in")
        let output = folder.appending(path: "out")
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: input)
        try Data().write(to: output)
        let process = Process()
        process.executableURL = path
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        let limits = JSONLimits(maxBytes: 32 << 20, maxDepth: 256)
        return try Data(contentsOf: output).split(separator: 0x0A).map { line in
            try JSONValue(parsing: Array(line), limits: limits)
        }
    }

    static func text(_ value: JSONValue) -> String { String(decoding: value.serialised(), as: UTF8.self) }

    /// SwiftPM's own helper may load the bundle it is given as an argument.
    private static func testBundle(_ program: String) throws -> String {
        program.hasSuffix(".xctest") ? program : CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? program
    }
}
