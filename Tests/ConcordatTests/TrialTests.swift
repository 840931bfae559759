// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import JSONSchema
import Testing

@testable import concordat

@Suite struct `What a trial makes of the contracts` {
    private let contracts = Checkout.root + "/contracts"

    @Test func `a client whose authorisation has ended sends nothing more for that school`() throws {
        let roster = try TryContracts(reading: contracts).roster
        let feed = try #require(roster.feeds.first { $0.id == "schools.suspensions" })
        func schools(_ day: String) throws -> [String] {
            let day = try #require(CalendarDate(parsing: day))
            return roster.senders(of: feed, on: day).filter { $0.client == "registerpro" }.map(\.agency)
        }
        #expect(try schools("2026-10-31") == ["harbour-academy", "mill-lane-primary"])
        #expect(try schools("2026-11-01") == ["harbour-academy"])
    }

    @Test func `an agency that is pushed to has no inbox, and its pushes lead to the trial's own server`() throws {
        let original = try TryContracts(reading: contracts)
        #expect(original.roster.pushed == ["eastmoor-virtual-school"])
        let day = CalendarDate(londonAt: Checkout.now)
        #expect(!original.roster.inboxes(on: day).contains { $0.agency == "eastmoor-virtual-school" })
        try Checkout.withFolder { folder in
            let fingerprint = [UInt8](repeating: 0xCD, count: 32)
            try original.copy(
                contracts,
                to: folder + "/copy",
                pushingTo: "https://127.0.0.1:8445/x",
                pinned: fingerprint
            )
            let documents = try BookFiles.read([folder + "/copy"])
            #expect(documents.count == original.documents.count)
            let keys = BookKeys.sequential(try Book.namesNeedingKeys(documents))
            let book = try Book(version: 1, documents: documents, keys: keys, requireApprovals: false)
            guard case .push(let target) = book.directory.agencies[AgencyID("eastmoor-virtual-school")]?.delivery else {
                Issue.record("it is not pushed to")
                return
            }
            #expect(target.url == "https://127.0.0.1:8445/x")
            guard case .certificate(let pin) = target.pin else {
                Issue.record("it is not pinned to a certificate")
                return
            }
            #expect(pin == fingerprint)
        }
    }

    @Test func `a folder that no trial made is never replaced, and one trial at a time has a folder`() throws {
        try Checkout.withFolder { parent in
            let kept = parent + "/kept"
            try FileManager.default.createDirectory(atPath: kept, withIntermediateDirectories: true)
            try PrivateFile.write("mine", to: kept + "/diary")
            #expect(throws: TryFolder.Unusable.self) { try TryFolder(kept).make() }
            #expect(FileManager.default.fileExists(atPath: kept + "/diary"))
            let trial = TryFolder(parent + "/trial")
            let lock = try trial.make()
            #expect(throws: TryFolder.Unusable.self) { try trial.make() }
            try PrivateFile.write("old", to: trial.settings)
            try lock.close()
            try trial.make().close()
            #expect(!FileManager.default.fileExists(atPath: trial.settings))
        }
    }

    @Test func `the settings are ones the gateway reads`() throws {
        try Checkout.withFolder { folder in
            let trial = TryFolder(folder + "/it's here")
            let settings = TrySettings(
                partnership: "northshire",
                database: "postgresql://x",
                folder: trial,
                ports: TryPorts(door: 9000)
            )
            try PrivateFile.write(settings.yaml, to: folder + "/settings.yaml")
            let read = try Settings.load(folder + "/settings.yaml")
            #expect(read.door.port == 9000)
            #expect(read.administrationPort == 9001)
            #expect(read.keys == trial.keys)
            #expect(read.retryBase == .milliseconds(200))
            #expect(!read.requiresApprovals)
        }
    }

    @Test func `every file of the day is there and is what it is taken for`() throws {
        let folder = Checkout.root + "/deploy/northshire"
        let script = try DayScript.load(folder)
        let roster = try TryContracts(reading: contracts).roster
        for document in script.documents {
            #expect(
                FileManager.default.fileExists(atPath: "\(Checkout.root)/Plugins/\(document.file)"),
                "\(document.file)"
            )
            #expect(roster.feeds.contains { $0.id == document.feed })
        }
        for event in script.events {
            let root = try JSONDocument([UInt8](try DayScript.read("\(folder)/\(event.file)"))).root
            let source = try #require(root["source"]?.stringValue)
            let client = try #require(roster.clients.first { $0.id == event.client })
            #expect(client.sources.contains { $0.source == source && $0.agency == event.agency }, "\(event.file)")
        }
    }
}
