// SPDX-License-Identifier: Apache-2.0

import AdapterHost
import Exchange
import Journal
import NodeKit
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct FeedDeskTests {
    /// A body that can be held back and cut.
    private struct Pieces {
        let stream: AsyncThrowingStream<[UInt8], any Error>
        private let feeder: AsyncThrowingStream<[UInt8], any Error>.Continuation

        struct Gone: Error {}

        init() {
            (stream, feeder) = AsyncThrowingStream.makeStream(of: [UInt8].self)
        }

        func send(_ text: String) { feeder.yield(Array(text.utf8)) }
        func end() { feeder.finish() }
        func cut() { feeder.finish(throwing: Gone()) }
    }

    /// A document of that many chunks, every line with the child's name.
    private static func large(_ name: String, chunks: Int = 2) -> String {
        String(repeating: "child \(name)\n", count: (chunks << 18) / (name.utf8.count + 7))
    }

    @Test func `chunks are spooled as ciphertext`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running { () async throws in
            let (run, _) = try await reading.receive(Self.large("Rowan-Example", chunks: 3))
            #expect(run.chunks == 3)
            #expect(try await reading.node.count("SELECT count(*) FROM feed_chunk") == 3)
            let readable = "SELECT count(*) FROM feed_chunk WHERE position('Rowan'::bytea in ciphertext) > 0"
            #expect(try await reading.node.count(readable) == 0)
            // It is what was sent, for whoever has the key, and only in its own place.
            let chunk = try #require(try await reading.node.journal.chunk(1, of: run))
            let bytes = try reading.node.exchange.vault.open(chunk)
            #expect(String(decoding: bytes, as: UTF8.self).contains("Rowan-Example"))
            let moved = SealedBody(id: run.chunkID(0), ciphertext: chunk.ciphertext, wrap: chunk.wrap, ring: chunk.ring)
            #expect(throws: Vault.Failure.altered) { () throws in _ = try reading.node.exchange.vault.open(moved) }
        }
    }

    @Test func `a document cut short by its sender is forgotten and can be sent again`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running { () async throws in
            let pieces = Pieces()
            pieces.send(Self.large("Rowan", chunks: 2))
            pieces.cut()
            await #expect {
                _ = try await reading.receive(pieces.stream)
            } throws: {
                if case FeedDesk.Failure.cutShort = $0 { true } else { false }
            }
            #expect(try await reading.node.count("SELECT count(*) FROM feed_run") == 0)
            #expect(try await reading.runner().readNext() == false)
            #expect(try await reading.receive("child Rowan\nchild Robin\n").repeated == false)
            #expect(try await reading.runner().readNext())
            #expect(try await reading.holds(2))
        }
    }

    @Test func `of a document cut short nothing stays behind`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running { () async throws in
            let pieces = Pieces()
            pieces.send(Self.large("Rowan", chunks: 2))
            pieces.cut()
            _ = try? await reading.receive(pieces.stream)
            #expect(try await reading.node.count("SELECT count(*) FROM feed_chunk") == 0)
        }
    }

    @Test func `two uploads of one document id at once never mix their bytes`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running { () async throws in
            let slow = Pieces()
            slow.send(Self.large("Slow", chunks: 2))
            let first = Task { try await reading.receive(slow.stream) }
            #expect(try await eventually { try await reading.node.count("SELECT count(*) FROM feed_chunk") == 1 })
            let whole = Self.large("Fast", chunks: 3)
            let second = try await reading.receive(whole)
            // The first goes on where it was, over what the second has spooled.
            slow.send(Self.large("Slow", chunks: 3))
            slow.end()
            await #expect(throws: (any Error).self) { _ = try await first.value }
            var bytes: [UInt8] = []
            for number in 0..<second.run.chunks {
                let chunk = try #require(try await reading.node.journal.chunk(number, of: second.run))
                bytes += try reading.node.exchange.vault.open(chunk)
            }
            #expect(bytes == Array(whole.utf8))
        }
    }

    @Test func `a gateway that died while it received leaves a document that can be sent again`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running { () async throws in
            // Begun and partly spooled, never finished and never abandoned.
            let held = Pieces()
            held.send(Self.large("Lost", chunks: 3))
            let dying = Task { try await reading.receive(held.stream) }
            #expect(try await eventually { try await reading.node.count("SELECT count(*) FROM feed_chunk") >= 2 })
            #expect(try await reading.receive("child Rowan\n").repeated == false)
            #expect(try await reading.runner().readNext())
            #expect(try await reading.holds(1))
            held.cut()
            _ = try? await dying.value
            #expect(try await reading.node.count("SELECT count(*) FROM feed_run WHERE state = 4") == 1)
        }
    }

    @Test func `a document without an id is known by its content`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running { () async throws in
            let one = try await reading.receive("child Rowan\n", id: nil)
            let two = try await reading.receive("child Rowan\n", id: nil)
            let three = try await reading.receive("child Robin\n", id: nil)
            #expect(one.run.id == two.run.id && two.repeated)
            #expect(three.run.id != one.run.id && !three.repeated)
        }
    }

    @Test func `two uploads of the same bytes at once are one document`() async throws {
        let reading = try await Reading.start()
        try await reading.node.running { () async throws in
            let answers = try await withThrowingTaskGroup(of: (FeedRun, Bool).self) { group in
                for _ in 0..<8 { group.addTask { try await reading.receive("child Rowan\nchild Robin\n") } }
                return try await group.reduce(into: [(FeedRun, Bool)]()) { $0.append($1) }
            }
            #expect(Set(answers.map(\.0.id)).count == 1)
            #expect(answers.count { !$0.1 } == 1)
            #expect(try await reading.runner().readNext())
            #expect(try await reading.runner().readNext() == false)
            #expect(try await reading.holds(2))
        }
    }
}
