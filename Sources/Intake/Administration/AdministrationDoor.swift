// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// The listener for those who run the gateway: metrics and health, nothing about a message.
final class AdministrationDoor: Gatekeeper {
    private let reader: any StoreReader
    private let readiness: @Sendable () async -> Readiness
    private let metrics: GatewayMetrics
    private let clock: any WallClock
    private let problemBase: String
    private let stamp = DateStamp()

    init(_ parts: Intake.Parts, settings: Intake.Settings, metrics: GatewayMetrics) {
        reader = parts.exchange.reader
        readiness = parts.readiness
        clock = parts.clock
        problemBase = settings.problemBase
        self.metrics = metrics
    }

    func admit(_ head: HTTPRequestHead, fingerprint: [UInt8]?, on connection: ConnectionState) -> Admission {
        let path = head.uri.prefix { $0 != "?" }
        guard ["/metrics", "/healthz", "/readyz"].contains(path) else { return .refuse(problem(.pathUnknown)) }
        guard head.method == .GET || head.method == .HEAD else {
            return .refuse(problem(.methodNotAllowed).with("allow", "GET, HEAD"))
        }
        return .collect(
            Call(route: .health, query: Query(), head: head, caller: nil, connection: connection, began: .now()),
            atMost: 0
        )
    }

    func answer(_ call: Call) async -> Answer {
        switch call.head.uri.prefix(while: { $0 != "?" }) {
        case "/metrics":
            return Answer(200, MetricsText.contentType, MetricsText.write(metrics.snapshot, try? await reader.health()))
        case "/readyz":
            return await answerReadiness()
        default:
            return Answer(200, Answer.json, Array(#"{"status":"ok"}"#.utf8))
        }
    }

    func receive(_ call: Call, body: BodyStream) async -> Answer { problem(.pathUnknown) }

    func refuse(_ problem: DoorProblem, _ call: Call?) -> Answer { self.problem(problem) }

    func date() -> String { stamp.text(at: clock.now()) }

    private func problem(_ problem: DoorProblem) -> Answer { Problem(problem).answer(base: problemBase) }

    private func answerReadiness() async -> Answer {
        let readiness = await readiness()
        var writer = JSONWriter(capacity: 300)
        writer.beginObject()
        writer.member("status", readiness.isReady ? "ready" : "not ready")
        writer.name("checks")
        writer.beginArray()
        for check in readiness.checks {
            writer.beginObject()
            writer.member("name", check.name)
            writer.member("problem", check.problem)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return Answer(readiness.isReady ? 200 : 503, Answer.json, writer.bytes)
    }
}
