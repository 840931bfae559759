// SPDX-License-Identifier: Apache-2.0

internal import AdapterHost
internal import Exchange
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// The public door: lets clients in, and answers each address.
final class Door: Gatekeeper {
    /// Who stands behind a connection.
    enum Entrance: Sendable {
        /// Whoever the client certificate belongs to.
        case certificates
        /// Always the same: for measuring on one machine only.
        case fixed(Actor)
    }

    let entrance: Entrance
    let exchange: ExchangeService
    let runs: any RunStore
    let desk: FeedDesk
    let runSignal: RunSignal
    let signal: DeliverySignal
    let readiness: @Sendable () async -> Readiness
    let metrics: GatewayMetrics
    let limits: DoorLimits
    let pauses: InboxPauses
    let shares = ClientShares()
    let rates: AgencyRates
    /// What problem types begin with.
    let problemBase: String
    let logger: Logger
    private let clock: any WallClock
    private let stamp: DateStamp
    private let known = Mutex<BookPages?>(nil)

    init(
        _ parts: Intake.Parts,
        entrance: Entrance,
        settings: Intake.Settings,
        metrics: GatewayMetrics,
        pauses: InboxPauses
    ) {
        self.pauses = pauses
        self.entrance = entrance
        exchange = parts.exchange
        runs = parts.runs
        desk = parts.desk
        runSignal = parts.runSignal
        signal = parts.deliverySignal
        readiness = parts.readiness
        clock = parts.clock
        logger = parts.logger
        limits = settings.limits
        rates = AgencyRates(perSecond: settings.limits.requestsPerSecond, burst: settings.limits.requestBurst)
        problemBase = settings.problemBase
        self.metrics = metrics
        stamp = DateStamp()
    }

    var now: Timestamp { clock.now() }

    func date() -> String { stamp.text(at: clock.now()) }

    /// What is worked out once for a book.
    func pages(_ book: Book) -> BookPages {
        known.withLock { known in
            if let known, known.book === book { return known }
            let pages = BookPages(book)
            // A request let in by an older book does not throw the newer one's pages away.
            if (known?.book.version ?? .min) <= book.version { known = pages }
            return pages
        }
    }

    func answer(_ call: Call) async -> Answer {
        let answer = await reply(call)
        metrics.answered(call.route.metric, status: answer.status, after: NIODeadline.now() - call.began)
        return answer
    }

    func receive(_ call: Call, body: BodyStream) async -> Answer {
        let answer = await takeDocument(call, body)
        metrics.answered(call.route.metric, status: answer.status, after: NIODeadline.now() - call.began)
        return answer
    }

    func refuse(_ problem: DoorProblem, _ call: Call?) -> Answer {
        metrics.answered(call?.route.metric ?? .other, status: problem.page.status, after: nil)
        return Problem(problem).answer(base: problemBase)
    }

    func problem(_ problem: DoorProblem) -> Answer { Problem(problem).answer(base: problemBase) }

    func problem(_ refusal: Refusal) -> Answer { Problem(refusal).answer(base: problemBase) }

    func problem(_ failure: StoreFailure) -> Answer {
        if failure.reason == .rejected {
            logger.error("the store refused a request", metadata: ["reason": "\(failure)"])
        }
        return Problem(failure).answer(base: problemBase)
    }

    private func reply(_ call: Call) async -> Answer {
        guard let caller = call.caller else { return await openReply(call.route) }
        do throws(DoorFailure) {
            return switch call.route {
            case .submit: await submit(call, caller)
            case .lease: try await lease(call, caller)
            case .acknowledge(let delivery): try await acknowledge(delivery, call, caller)
            case .acknowledgeMany: try await acknowledgeMany(call, caller)
            case .refuseDelivery(let delivery): try await refuseDelivery(delivery, call, caller)
            case .extend(let delivery): try await extend(delivery, call, caller)
            case .message(let id): try await showMessage(id, call, caller)
            case .messageProof(let id): try await showProof(id, call, caller)
            case .run(let id): try await showRun(id, call, caller)
            case .checkpoint: try await showCheckpoint()
            case .tile(let path): try await showTile(path)
            case .contracts: listContracts(caller)
            case .contract(let name, let version): try showContract(name, version, caller)
            case .contractSchema(let name, let version): try showSchema(name, version, caller)
            case .viewSchema(let name, let version, let view): try showView(name, version, view, caller)
            case .agreements: listAgreements(caller)
            case .agreement(let id): try showAgreement(id, call, caller)
            case .terms(let hash): try await showTerms(hash, caller)
            case .description: Answer(200, "application/yaml", PackageResources.openapi_yaml)
            // Feeds are streamed and health is open: neither comes here.
            case .feed, .health, .readiness: problem(.pathUnknown)
            }
        } catch {
            return answer(error)
        }
    }

    private func openReply(_ route: Route) async -> Answer {
        guard case .readiness = route else { return Answer(200, Answer.text, Array("ok\n".utf8)) }
        let isReady = await readiness().isReady
        return Answer(isReady ? 200 : 503, Answer.text, Array((isReady ? "ready\n" : "not ready\n").utf8))
    }

    /// Words what stopped a request.
    func answer(_ failure: DoorFailure) -> Answer {
        switch failure {
        case .problem(let problem): self.problem(problem)
        case .refusal(let refusal): self.problem(refusal)
        case .store(let failure): self.problem(failure)
        case .invalid(let problem): problem.answer(base: problemBase)
        }
    }
}

/// What can stop a request on its way.
enum DoorFailure: Error {
    case problem(DoorProblem)
    case refusal(Refusal)
    case store(StoreFailure)
    case invalid(Problem)

    init(_ problem: ParameterProblem) { self = .invalid(Problem(problem)) }

    init(_ code: RefusalCode) { self = .refusal(Refusal(code)) }
}
