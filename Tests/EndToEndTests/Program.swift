// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// The built gateway, run as a process of its own whose standard input ends with the test, however that ends.
final class Program: Sendable {
    private let process: Process
    private let input = Pipe()
    private let status = Mutex<Int32?>(nil)
    private let log: String

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameter log: the file everything it says goes to.
    init(_ arguments: [String], log: String) throws {
        self.log = log
        guard FileManager.default.createFile(atPath: log, contents: nil), let output = FileHandle(forWritingAtPath: log)
        else { throw Failed(description: "\(log) cannot be written") }
        process = Process()
        process.executableURL = URL(filePath: try Self.executable())
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        process.terminationHandler = { [self] process in status.withLock { $0 = process.terminationStatus } }
        try process.run()
        try output.close()
    }

    /// The program beside the test bundle.
    private static func executable() throws -> String {
        let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(filePath: bundle).deletingLastPathComponent().path + "/concordat"
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Failed(description: "there is no \(path). Mend: swift build --product concordat.")
        }
        return path
    }

    /// The exit status, or the signal that ended it; nil while it runs.
    var ended: Int32? { status.withLock { $0 } }

    var said: String {
        FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Ends it as a power cut would, and waits until it is gone.
    func kill() async {
        Foundation.kill(process.processIdentifier, SIGKILL)
        while ended == nil { await Self.pause() }
    }

    /// Closes its standard input and waits; ends it by force after the time given.
    @discardableResult
    func stop(within limit: Duration = .seconds(20)) async -> Int32 {
        try? input.fileHandleForWriting.close()
        let end = ContinuousClock.now + limit
        while true {
            if let ended { return ended }
            if ContinuousClock.now > end { Foundation.kill(process.processIdentifier, SIGKILL) }
            await Self.pause()
        }
    }

    /// Waits until it ends by itself, and returns what it said; throws when it did not end well.
    func finish() async throws -> String {
        while ended == nil { await Self.pause() }
        guard ended == 0 else { throw Failed(description: "ended with \(ended ?? 0):\n\(said)") }
        return said
    }

    /// Also where the test has been cancelled: what was started is always seen to its end.
    private static func pause() async {
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            DispatchQueue.global().asyncAfter(deadline: .now() + 0.02) { done.resume() }
        }
    }
}
