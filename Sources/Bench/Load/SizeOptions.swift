// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How much load, how long, how often.
struct SizeOptions: ParsableArguments {
    @Option(help: "How often every row is measured.")
    var rounds = 3

    @Option(help: "Seconds of one measurement.")
    var seconds = 6

    @Option(help: "Seconds before each that do not count.")
    var warmUp = 2

    @Option(help: "Connections that post single events.")
    var connections = 64

    @Option(help: "Connections that post batches.")
    var batchConnections = 8

    @Option(help: "Events of a batch; at most 1,000.")
    var batchSize = 100

    func validate() throws {
        let isSound =
            rounds > 0 && seconds > 0 && warmUp >= 0 && batchSize > 1 && batchSize <= 1_000
            && (1...4_000).contains(connections) && (1...4_000).contains(batchConnections)
        guard isSound else { throw ValidationError("A size is out of bounds.") }
    }

    var sizes: LoadSizes {
        LoadSizes(
            connections: connections,
            batchConnections: batchConnections,
            batchSize: batchSize,
            rounds: rounds,
            seconds: seconds,
            warmUp: warmUp
        )
    }
}
