// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Crypto
import Exchange
import TransparencyLog
import UnixSignals

/// Plays one day of an invented partnership on this machine, and stays up to be looked at.
struct TryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Play one day in Northshire through the real doors of a gateway of its own.",
        discussion: """
            Starts a private PostgreSQL, makes an authority, certificates and keys, applies the contracts, starts the gateway, plays the \
            day and shows what became of it. Everything lies in one folder, which the next trial replaces; ports are PORT to PORT+2 on \
            loopback.
            """
    )

    @Flag(help: "End after the day instead of staying up; the exit code tells whether all came as told.")
    var once = false

    @Option(help: "The folder of the trial.")
    var directory = TryFolder.standard

    @Option(help: "The first of three ports.")
    var port = 8443

    @Option(help: "The folder of contracts and agreements.")
    var contracts = "contracts"

    @Option(help: "The folder of the adapters and their samples.")
    var samples = "Plugins"

    @Option(help: "The folder of the day's script and events.")
    var day = "deploy/northshire"

    func validate() throws {
        guard (1...65_533).contains(port) else { throw ValidationError("The port is a number from 1 to 65533.") }
    }

    func run() async throws {
        let console = Console()
        let folder = TryFolder(directory), ports = TryPorts(door: port)
        let script = try DayScript.load(day)
        let book = try TryContracts(reading: contracts)
        let stage = Stage(folder: folder, ports: ports, console: console)
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let ending = await withTaskGroup(of: Ending.self) { group in
            group.addTask {
                for await _ in signals { return .interrupted }
                return .cancelled
            }
            group.addTask {
                do {
                    return .played(isAsTold: try await perform(script, book, on: stage, console))
                } catch {
                    return Task.isCancelled ? .cancelled : .failed("\(error)")
                }
            }
            let first = await group.next() ?? .cancelled
            group.cancelAll()
            return first
        }
        console.progress("ending the gateway and the database")
        // Outside the tasks that may have been cancelled: this runs to its end whatever came before.
        await stage.strike()
        try ending.finish(console, once: once)
    }

    /// How a trial ended.
    private enum Ending: Sendable {
        case played(isAsTold: Bool)
        case interrupted
        case failed(String)
        case cancelled

        func finish(_ console: Console, once: Bool) throws {
            switch self {
            case .played(let isAsTold):
                console.say("")
                if !isAsTold { throw ExitCode(1) }
            case .interrupted:
                console.say("Ended; nothing is left running.")
                if once { throw ExitCode(130) }
            case .failed(let reason):
                console.say("The trial failed: \(reason)")
                throw ExitCode(1)
            case .cancelled:
                throw ExitCode(1)
            }
        }
    }

    /// Builds the stage, plays the day and shows it; without `--once` returns only when the gateway ends by itself.
    private func perform(_ script: DayScript, _ book: TryContracts, on stage: Stage, _ console: Console) async throws
        -> Bool
    {
        let now = SystemClock().now()
        try await stage.build(contracts: book, from: contracts, now: now)
        let folder = stage.folder
        let destination = PushDestination(
            port: stage.ports.destination,
            certificate: folder.destinationCertificate,
            key: folder.destinationKey
        )
        let keys = try KeyFiles.load(folder.keys)
        let clients = try book.roster.clients.reduce(into: [String: GatewayClient]()) {
            $0[$1.id] = try GatewayClient(folder.identity(of: $1.id), url: stage.ports.url)
        }
        let play = Day(
            script: script,
            scriptFolder: day,
            samples: samples,
            folder: folder,
            roster: book.roster,
            today: CalendarDate(londonAt: now),
            clients: clients,
            destination: destination,
            fields: try DisclosedFields(book.documents),
            receipts: ReceiptCheck(
                key: keys.receipts.publicKey,
                context: ReceiptContext(partnership: book.partnership, environment: "try")
            ),
            logKey: try NoteSigner(name: NoteKeyName(TrySettings.origin), privateKey: keys.log).verifierKey,
            log: DayLog(),
            console: console
        )
        console.phase("one day in Northshire")
        do {
            // Whichever part fails first ends the others; only the day itself has a result.
            let isAsTold = try await withThrowingTaskGroup(of: Bool?.self) { group in
                group.addTask {
                    try await destination.run()
                    return nil
                }
                group.addTask {
                    try await stage.gatewayEnded()
                    return nil
                }
                group.addTask { try await show(play, stage) }
                defer { group.cancelAll() }
                while let result = try await group.next() {
                    if let result { return result }
                }
                return false
            }
            for client in clients.values { await client.close() }
            return isAsTold
        } catch {
            for client in clients.values { await client.close() }
            throw error
        }
    }

    private func show(_ play: Day, _ stage: Stage) async throws -> Bool {
        try await play.play()
        play.console.say(await DayReport(log: play.log).text)
        if !once {
            play.console.say(TryHints(folder: stage.folder, ports: stage.ports, events: day).text)
            try await stage.gatewayEnded()
        }
        return await play.log.isAsTold
    }
}
