// SPDX-License-Identifier: Apache-2.0

import Foundation

/// CPU time of processes on this machine, user and system, read from /proc (proc(5)).
struct ProcessTime: Sendable {
    /// The gateway; nil when its process is not known.
    let gateway: Int32?
    /// The server process of PostgreSQL; nil when it is not on this machine.
    let postmaster: Int32?

    /// Times since boot or start, in microseconds.
    struct Reading: Sendable {
        let gateway: Double?
        let postgres: Double?
        let generator: Double
        /// Of the whole machine, and how much of it nobody used; in ticks.
        let machine: (all: Double, idle: Double)
    }

    func read() -> Reading {
        Reading(
            gateway: gateway.flatMap(Self.stat).map(\.own),
            postgres: postmaster.flatMap(Self.family),
            generator: Self.ourselves,
            machine: Self.machine
        )
    }

    private struct Stat {
        let parent: Int32
        /// Of all threads of the process.
        let own: Double
        /// Of its children that have ended and been waited for.
        let ended: Double
    }

    private static let microsecondsPerTick = 1_000_000 / Double(sysconf(Int32(_SC_CLK_TCK)))

    private static func stat(_ process: Int32) -> Stat? {
        guard let text = text("/proc/\(process)/stat"), let name = text.lastIndex(of: ")") else { return nil }
        // After the name, which may hold spaces: state, parent, … and from the 12th on utime, stime, cutime, cstime.
        let fields = text[name...].split(separator: " ").dropFirst().map(String.init)
        guard fields.count > 14, let parent = Int32(fields[1]) else { return nil }
        let ticks = fields[11...14].map { (Double($0) ?? 0) * microsecondsPerTick }
        return Stat(parent: parent, own: ticks[0] + ticks[1], ended: ticks[2] + ticks[3])
    }

    /// The server, its children, and those of its children that have ended.
    private static func family(_ postmaster: Int32) -> Double? {
        guard let server = stat(postmaster) else { return nil }
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { Int32($0) } ?? []
        let children = processes.compactMap { stat($0) }.filter { $0.parent == postmaster }
        return children.reduce(server.own + server.ended) { $0 + $1.own }
    }

    private static var ourselves: Double { stat(ProcessInfo.processInfo.processIdentifier)?.own ?? 0 }

    private static var machine: (all: Double, idle: Double) {
        let line = text("/proc/stat")?.split(separator: "\n").first ?? ""
        let ticks = line.split(separator: " ").dropFirst().prefix(8).map { Double($0) ?? 0 }
        guard ticks.count == 8 else { return (0, 0) }
        return (ticks.reduce(0, +), ticks[3] + ticks[4])
    }

    static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
