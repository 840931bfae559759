// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import NIOCore
import NIOPosix
import UnixSignals

/// Measures the gateway under load, from the door to the disk.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Measure posting, fetching and both together (the default).",
        discussion: """
            Starts a private PostgreSQL with full durability and a gateway beside it, sends invented events to it, and removes all of it \
            at the end. The doors with and without TLS take turns, so that a change of the machine's own speed hits both.
            """
    )

    @OptionGroup var sizes: SizeOptions

    @Option(help: "A row to measure; may be given several times. All, unless told.")
    var only: [RowChoice] = []

    @Option(help: "The program to measure. The one beside this, unless told.")
    var gateway: String?

    @Option(
        help: "The URL of a running PostgreSQL, on which a database is made and removed. A private server, unless told."
    )
    var database: String?

    @Option(help: "The first of three ports of loopback that are used.")
    var port = 18_400

    @Option(
        help: "Measure a gateway that runs already, by the address of its door without TLS: that of a --serve-only run."
    )
    var url: String?

    @Option(help: "With --url: the process of that gateway, to count its CPU time.")
    var process: Int32?

    @Flag(help: "Set everything up, say where it is, and leave the measuring to others.")
    var serveOnly = false

    func validate() throws {
        if url != nil, serveOnly || database != nil {
            throw ValidationError("--url takes neither --serve-only nor --database.")
        }
    }

    private var rows: Set<Row> { only.isEmpty ? Set(Row.allCases) : Set(only.flatMap(\.rows)) }

    func run() async throws {
        let generator = Generator(group: MultiThreadedEventLoopGroup(numberOfThreads: 1))
        if let url {
            try await measureRunning(url, generator)
        } else {
            let rig = try Rig(
                program: try program,
                server: database,
                ports: BenchPorts(plain: port),
                generator: generator
            )
            do {
                try await untilSignal { try await use(rig, generator) }
            } catch {
                await rig.strike()
                throw error
            }
            await rig.strike()
        }
        try await generator.group.shutdownGracefully()
    }

    private func use(_ rig: Rig, _ generator: Generator) async throws {
        let doors = try await rig.build()
        if serveOnly {
            try await tell(rig, doors)
            try await rig.watch()
        }
        let measurement = Measurement(
            generator: generator,
            plain: doors.plain,
            secured: (doors.tls, doors.receiving),
            time: ProcessTime(gateway: doors.process, postmaster: doors.database.postmaster),
            events: Self.events,
            sizes: sizes.sizes
        )
        try await measure(measurement, database: doors.database, program: try program)
    }

    private func measureRunning(_ address: String, _ generator: Generator) async throws {
        guard let url = URLComponents(string: address), url.scheme == "http", let host = url.host, let port = url.port
        else {
            throw ValidationError("--url is the address of a door without TLS, such as http://127.0.0.1:18400.")
        }
        let measurement = Measurement(
            generator: generator,
            plain: Target(host: host, port: port, tls: nil),
            secured: nil,
            time: ProcessTime(gateway: process, postmaster: nil),
            events: Self.events,
            sizes: sizes.sizes
        )
        try await measure(measurement, database: nil, program: address)
    }

    private func measure(_ measurement: Measurement, database: DatabaseFacts?, program: String) async throws {
        var table = ResultTable()
        for round in 1...sizes.rounds {
            for row in Row.allCases where rows.contains(row) {
                guard let figures = try await measurement.take(row) else { continue }
                say(ResultTable.line(row, round, figures))
                table.add(figures, to: row)
            }
        }
        let conditions = Conditions(
            database: database,
            bodyBytes: measurement.events.meanBytes,
            sizes: sizes.sizes,
            program: program
        )
        print(
            "\nMedians of \(sizes.rounds) rounds; CPU time in microseconds a message. Compare figures of one run only.\n\n\(table.text)\n"
        )
        for (name, value) in conditions.lines { print("\(name): \(value)") }
        if table.hasVoidRow { throw ExitCode(1) }
    }

    private func tell(_ rig: Rig, _ doors: Rig.Doors) async throws {
        let address = "http://127.0.0.1:\(doors.plain.port)/v1/messages"
        say("PRODUCT_URL=\(address)")
        say("PRODUCT_BATCH_URL=\(address)")
        say("PRODUCT_EVENTS=\(try await rig.writeEvents(time: Self.now))")
        say("PRODUCT_PID=\(doors.process)")
    }

    /// Prints at once, also into a pipe: somebody may wait for the line.
    private func say(_ line: String) {
        print(line)
        fflush(nil)
    }

    private static var events: EventTemplates { EventTemplates(path: "/v1/messages", time: now) }

    private static var now: String { Date().formatted(.iso8601) }

    private var program: String {
        get throws {
            if let gateway { return gateway }
            let ours = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return URL(filePath: ours).deletingLastPathComponent().appending(path: "concordat").path
        }
    }

    /// Ends early, and in order, when the process is told to stop.
    private func untilSignal(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        try await withThrowingTaskGroup(of: Bool.self) { tasks in
            tasks.addTask {
                try await body()
                return true
            }
            tasks.addTask {
                for await _ in signals { return false }
                return false
            }
            let isDone = try await tasks.next() ?? false
            tasks.cancelAll()
            // Only who serves is meant to be stopped so; figures that are missing must not look like success.
            if !isDone, !serveOnly { throw ExitCode(130) }
        }
    }
}
