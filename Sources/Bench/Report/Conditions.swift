// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What stands beside every figure: without it none means anything.
struct Conditions {
    let lines: [(name: String, value: String)]

    init(database: DatabaseFacts?, bodyBytes: Int, sizes: LoadSizes, program: String) {
        var lines: [(String, String)] = [("gateway", program)]
        if let database {
            lines.append(("PostgreSQL", "\(database.version); \(database.durability); \(database.memory)"))
            lines.append(("data on", Self.fileSystem(of: database.folder)))
        }
        lines.append(
            (
                "event",
                "\(bodyBytes) bytes on average, structured CloudEvents JSON, 500 records, ids and NHS numbers of their own"
            )
        )
        lines.append(
            (
                "load",
                "\(sizes.connections) connections single, \(sizes.batchConnections) x \(sizes.batchSize) in batches, "
                    + "\(sizes.rounds) rounds x \(sizes.seconds) s after \(sizes.warmUp) s; one generator thread on the same cores"
            )
        )
        self.init(lines)
    }

    /// The machine and this program, and then what a command adds.
    init(_ lines: [(name: String, value: String)]) {
        let kernel = ProcessTime.text("/proc/sys/kernel/osrelease")?.trimmingCharacters(in: .whitespacesAndNewlines)
        self.lines =
            [
                ("date", Date().formatted(.iso8601)), ("processor", Self.processor), ("memory", Self.memory),
                ("kernel", kernel ?? "unknown"), ("compiler", "\(Self.compiler), \(Self.build)"),
            ] + lines
    }

    private static var processor: String {
        let model = ProcessTime.text("/proc/cpuinfo")?.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = model?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
        return "\(name), \(ProcessInfo.processInfo.activeProcessorCount) cores"
    }

    private static var memory: String {
        "\((ProcessInfo.processInfo.physicalMemory + 1 << 29) >> 30) GiB"
    }

    private static var compiler: String {
        #if compiler(>=6.4)
            "Swift 6.4 or later"
        #elseif compiler(>=6.3)
            "Swift 6.3"
        #else
            "Swift before 6.3"
        #endif
    }

    private static var build: String {
        #if DEBUG
            "debug build: its figures say nothing"
        #else
            "release build"
        #endif
    }

    /// The file system a folder lies on: durable writes to memory would prove nothing.
    private static func fileSystem(of folder: String) -> String {
        let mounts =
            ProcessTime.text("/proc/mounts")?.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            ?? []
        let found = mounts.filter { mount in
            guard mount.count > 2 else { return false }
            return mount[1] == "/" || folder == mount[1] || folder.hasPrefix(mount[1] + "/")
        }
        guard let mount = found.max(by: { $0[1].utf8.count < $1[1].utf8.count }) else { return "unknown" }
        return "\(mount[2]) (\(mount[0]))"
    }
}

/// How much load, how long, how often.
struct LoadSizes: Sendable {
    let connections: Int
    let batchConnections: Int
    let batchSize: Int
    let rounds: Int
    let seconds: Int
    let warmUp: Int
}
