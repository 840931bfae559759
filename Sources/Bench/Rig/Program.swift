// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A run of the gateway's program; its standard input closes when this process ends, however it ends.
final class Program {
    private let process = Process()
    private let input = Pipe()
    private let log: String

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameter log: the file that takes what it prints.
    init(_ path: String, _ arguments: [String], log: String) throws {
        self.log = log
        guard FileManager.default.createFile(atPath: log, contents: nil), let output = FileHandle(forWritingAtPath: log)
        else { throw BenchFolder.Unwritable(path: log) }
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try output.close()
    }

    var id: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    /// What it printed last.
    var lastWords: String {
        let text = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").suffix(12).joined(separator: "\n")
    }

    /// Closes its standard input, waits, and ends it by force when it takes longer than twenty seconds.
    nonisolated(nonsending) func stop() async {
        try? input.fileHandleForWriting.close()
        for _ in 0..<400 where process.isRunning { try? await Task.sleep(for: .milliseconds(50)) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Runs it to its end.
    static func run(_ path: String, _ arguments: [String], log: String) async throws {
        let program = try Program(path, arguments, log: log)
        while program.isRunning { try await Task.sleep(for: .milliseconds(20)) }
        guard program.process.terminationStatus == 0 else {
            throw Failed(description: "`\(path) \(arguments.joined(separator: " "))` failed:\n\(program.lastWords)")
        }
    }
}
