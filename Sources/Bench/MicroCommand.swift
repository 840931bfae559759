// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Measures the steps of one event, without network and store.
struct MicroCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "micro",
        abstract: "Measure parsing, validating, judging and sealing of one event, in nanoseconds."
    )

    @Option(help: "Seconds of each of six turns, of which the first warms up.")
    var seconds = 0.5

    func run() async throws {
        let stage = try MicroStage()
        let watch = Stopwatch(turn: .seconds(seconds))
        let rows: [(String, Double)] = [
            ("parse the event (JSON, CloudEvents, envelope)", watch.time { use(stage.parse($0)) }),
            ("parse the JSON alone", watch.time { use(stage.scan($0)) }),
            ("validate against the contract", watch.time { use(stage.validate($0)) }),
            ("judge (validation included)", watch.time { use(stage.judge($0)) }),
            ("minimise", watch.time { use(stage.minimise($0)) }),
            ("write the event for its recipient", watch.time { use(stage.rewrite($0)) }),
            ("pseudonyms of its subjects", watch.time { use(stage.pseudonyms($0)) }),
            ("fingerprint", watch.time { use(stage.fingerprint($0)) }),
            ("one id", watch.time { use(stage.newID($0)) }),
            ("commitment", watch.time { use(stage.commitment($0)) }),
            ("seal a body", watch.time { use(stage.seal($0)) }),
            ("evidence: the leaf of an accepted event", watch.time { use(stage.evidence($0)) }),
            ("judge, seal, evidence (all but the store)", await watch.time { use(await stage.submit($0)) }),
        ]
        for (name, nanoseconds) in rows {
            print("\(String(Int(nanoseconds.rounded()))) ns".leftPadded(to: 12) + "  \(name)")
        }
        print("\n\(stage.meanBytes) bytes an event; one thread")
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - utf8.count)) + self
    }
}
