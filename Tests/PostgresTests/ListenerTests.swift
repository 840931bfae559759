// SPDX-License-Identifier: Apache-2.0
import Postgres
import Testing

@Suite struct ListenerTests {
    private static let notify = Statement("notify", "SELECT pg_notify($1, $2)")

    @Test(.timeLimit(.minutes(1)))
    func `notifications arrive in order, and a lost connection shows as a gap`() async throws {
        var configuration = try await TestCluster.database("listener")
        let sender = try await PostgresConnection.open(configuration)
        configuration.applicationName = "listening"
        let listener = try PostgresListener(
            configuration,
            channels: ["Work \"due\"", "other"],
            backoff: PostgresBackoff(base: .milliseconds(1))
        )
        var events = listener.events.makeAsyncIterator()
        #expect(await events.next() == .listening)

        for payload in ["first", ""] {
            _ = try await sender.execute(Self.notify, [.text("Work \"due\""), .text(payload)])
            #expect(await events.next() == .notification(.init(channel: "Work \"due\"", payload: payload)))
        }

        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'listening'"
        #expect(try await sender.execute(Statement("end", end)).count == 1)
        #expect(await events.next() == .gap)
        _ = try await sender.execute(Self.notify, [.text("other"), .text("after")])
        #expect(await events.next() == .notification(.init(channel: "other", payload: "after")))

        await listener.stop()
        #expect(await events.next() == nil)
        await sender.close()
    }

    @Test(.timeLimit(.minutes(1)))
    func `a reader that falls behind is told of a gap where events are missing`() async {
        let (events, continuation) = AsyncStream.makeStream(
            of: PostgresEvent.self,
            bufferingPolicy: .bufferingOldest(2)
        )
        var feed = EventFeed(continuation)
        func event(_ number: Int) -> PostgresEvent { .notification(.init(channel: "c", payload: String(number))) }
        for number in 1...4 { feed.tell(event(number)) }
        var reader = events.makeAsyncIterator()
        #expect(await reader.next() == event(1))
        #expect(await reader.next() == event(2))
        feed.tell(event(5))
        #expect(await reader.next() == .gap)
        #expect(await reader.next() == event(5))
    }
}
