// SPDX-License-Identifier: Apache-2.0

import Exchange
import TransparencyLog

/// One day in Northshire, played through the gateway's real doors.
struct Day: Sendable {
    let script: DayScript
    let scriptFolder: String
    let samples: String
    let folder: TryFolder
    let roster: Roster
    let today: CalendarDate
    let clients: [String: GatewayClient]
    let destination: PushDestination
    let fields: DisclosedFields
    let receipts: ReceiptCheck
    let logKey: NoteVerifierKey
    let log: DayLog
    let console: Console

    /// Plays the day; what does not come as told is noted, not thrown.
    func play() async throws {
        for document in script.documents { try await send(document) }
        let late = try await leaseLate()
        for event in script.events { try await post(event) }
        try await repeatEvent()
        try await rehearse()
        try await empty()
        try await compareHoldings()
        try await reopenDestination()
        try await acknowledgeLate(late)
        try await tally()
        try await checkEvidence()
    }

    /// Plays one scene and notes whether it came as told.
    ///
    /// - Parameter body: gives a few words on what was seen, or throws why it was not as told.
    func scene(_ title: String, _ body: () async throws -> String) async throws {
        console.progress(title)
        do {
            await log.add(DayLog.Check(title: title, isAsTold: true, note: try await body()))
        } catch {
            try Task.checkCancellation()
            await log.add(DayLog.Check(title: title, isAsTold: false, note: "\(error)"))
        }
    }

    func client(_ name: String) throws -> GatewayClient {
        guard let client = clients[name] else { throw NotAsTold("the directory has no client \(name)") }
        return client
    }

    /// Asks again until the answer is there.
    ///
    /// - Throws: ``NotAsTold`` with the reason when the time is up.
    func wait<Answer>(
        upTo limit: Duration,
        every pause: Duration = .milliseconds(200),
        else reason: String,
        _ ask: () async throws -> Answer?
    ) async throws -> Answer {
        let end = ContinuousClock.now + limit
        while true {
            if let answer = try await ask() { return answer }
            guard ContinuousClock.now < end else { throw NotAsTold(reason) }
            try await Task.sleep(for: pause)
        }
    }
}
