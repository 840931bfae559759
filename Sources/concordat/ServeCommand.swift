// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// Runs the gateway until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Run the gateway.")

    @Option(help: "The settings file.")
    var settings: String

    @Flag(help: "Stop when standard input closes: for a parent that must not leave a gateway behind.")
    var untilStdinCloses = false

    @Option(help: "The least important messages to log: debug, info, notice, warning, error.")
    var logLevel = "info"

    func run() async throws {
        let settings = try Settings.load(settings)
        var logger = Logger(label: "concordat") { StreamLogHandler.standardError(label: $0) }
        guard let level = Logger.Level(rawValue: logLevel) else {
            throw ValidationError("--log-level is one of debug, info, notice, warning, error")
        }
        logger.logLevel = level
        let assembly = Assembly(settings: settings, keys: try KeyFiles.load(settings.keys), logger: logger)
        let journal = try assembly.journal()
        try await assembly.migrate(journal)
        let services = try assembly.services(journal, extra: untilStdinCloses ? [StdinWatch()] : [])
        var configuration = ServiceGroupConfiguration(
            services: services.map { service in
                ServiceGroupConfiguration.ServiceConfiguration(
                    service: service,
                    successTerminationBehavior: service is StdinWatch ? .gracefullyShutdownGroup : .cancelGroup,
                    failureTerminationBehavior: .cancelGroup
                )
            },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        // What is under way is answered, but nobody can hold a stop up for ever.
        configuration.maximumGracefulShutdownDuration = .seconds(30)
        configuration.maximumCancellationDuration = .seconds(10)
        let group = ServiceGroup(configuration: configuration)
        logger.info(
            "gateway starting",
            metadata: ["partnership": "\(settings.partnership)", "environment": "\(settings.environment.rawValue)"]
        )
        try await group.run()
    }
}

/// Ends when standard input is closed, which happens by itself when the parent process dies, or when the gateway stops.
struct StdinWatch: Service {
    func run() async throws {
        let (closed, feed) = AsyncStream.makeStream(of: Never.self)
        // A thread of its own: reading blocks, and the thread ends with the process.
        let thread = Thread {
            var byte: UInt8 = 0
            while read(0, &byte, 1) > 0 {}
            feed.finish()
        }
        thread.start()
        await cancelWhenGracefulShutdown { for await _ in closed {} }
    }
}
