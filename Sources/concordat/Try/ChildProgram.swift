// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Another run of this same program, whose standard input closes when we end, however we end.
final class ChildProgram: Sendable {
    private let process: Process
    private let input: Pipe
    private let exit: ExitLatch
    /// What it prints and logs.
    let log: String

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// Starts the program.
    ///
    /// - Parameter log: the file its output goes to.
    init(_ arguments: [String], log: String) throws {
        let exit = ExitLatch()
        self.exit = exit
        self.log = log
        try PrivateFile.write("", to: log)
        guard let output = FileHandle(forWritingAtPath: log) else { throw PrivateFile.Unwritable(path: log) }
        process = Process()
        input = Pipe()
        process.executableURL = URL(
            filePath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        )
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        process.terminationHandler = { exit.set($0.terminationStatus) }
        try process.run()
        try output.close()
    }

    /// The exit status; nil while it runs.
    var status: Int32? { exit.status }

    /// Waits for the end.
    func wait() async -> Int32 { await exit.wait() }

    /// Closes its standard input, waits, and ends it by force when it takes too long.
    ///
    /// - Returns: the exit status.
    @discardableResult
    func stop(within limit: Duration) async -> Int32 {
        try? input.fileHandleForWriting.close()
        let end = ContinuousClock.now + limit
        while exit.status == nil, ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(50)) }
        if exit.status == nil { kill(process.processIdentifier, SIGKILL) }
        return await exit.wait()
    }

    private func terminate() { kill(process.processIdentifier, SIGTERM) }

    /// The last lines it wrote.
    func tail(_ lines: Int = 8) -> String {
        let text = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").suffix(lines).joined(separator: "\n")
    }

    /// Runs the program to its end.
    ///
    /// - Returns: what it printed.
    /// - Throws: ``Failed`` with its last words when it does not end well.
    static func run(_ arguments: [String], log: String) async throws -> String {
        let child = try ChildProgram(arguments, log: log)
        let status = await withTaskCancellationHandler {
            await child.wait()
        } onCancel: {
            child.terminate()
        }
        try Task.checkCancellation()
        guard status == 0 else {
            throw Failed(
                description:
                    "`concordat \(arguments.prefix(2).joined(separator: " "))` ended with \(status):\n\(child.tail(20))"
            )
        }
        return child.tail(1000)
    }
}

/// Remembers how a process ended and tells whoever waits.
private final class ExitLatch: Sendable {
    private enum State {
        case running([CheckedContinuation<Int32, Never>])
        case ended(Int32)
    }

    private let state = Mutex(State.running([]))

    var status: Int32? {
        state.withLock { if case .ended(let status) = $0 { status } else { nil } }
    }

    func set(_ status: Int32) {
        let waiting = state.withLock { state -> [CheckedContinuation<Int32, Never>] in
            guard case .running(let waiting) = state else { return [] }
            state = .ended(status)
            return waiting
        }
        for continuation in waiting { continuation.resume(returning: status) }
    }

    func wait() async -> Int32 {
        await withCheckedContinuation { continuation in
            let status = state.withLock { state -> Int32? in
                switch state {
                case .ended(let status):
                    return status
                case .running(let waiting):
                    state = .running(waiting + [continuation])
                    return nil
                }
            }
            if let status { continuation.resume(returning: status) }
        }
    }
}
