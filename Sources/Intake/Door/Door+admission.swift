// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import NIOCore
internal import NIOHTTP1

extension Door {
    func admit(_ head: HTTPRequestHead, fingerprint: [UInt8]?, on connection: ConnectionState) -> Admission {
        let finding = Route.find(head.method, head.uri)
        if case .route(let route, let query) = finding, route.isOpen {
            return .collect(
                Call(route: route, query: query, head: head, caller: nil, connection: connection, began: .now()),
                atMost: 0
            )
        }
        let caller: Caller
        do throws(DoorFailure) {
            caller = try identify(head, fingerprint)
            try count(connection, of: caller.actor.client)
            if case .certificates = entrance, !rates.take(caller.agency, at: caller.now) {
                throw DoorFailure(.agencyBusy)
            }
        } catch { return refuse(error) }
        switch finding {
        case .unknown: return refuse(.problem(.pathUnknown))
        case .wrongMethod(let allowed):
            metrics.answered(.other, status: 405, after: nil)
            return .refuse(problem(.methodNotAllowed).with("allow", allowed))
        case .route(let route, let query):
            return admit(
                Call(route: route, query: query, head: head, caller: caller, connection: connection, began: .now())
            )
        }
    }

    private func admit(_ call: Call) -> Admission {
        let type = call.header("content-type")
        let isBatch = type?.lowercased().hasPrefix("application/cloudevents-batch") ?? false
        guard call.header("content-encoding").map({ $0.lowercased() == "identity" }) ?? true, takes(type, call.route)
        else {
            if case .submit = call.route { return refuse(.init(.messageUnsupportedType), call.route) }
            return refuse(.problem(.unsupportedType), call.route)
        }
        if call.isStreamed { return .stream(call) }
        let limit = call.route.bodyLimit(isBatch: isBatch)
        if let length = call.header("content-length").flatMap({ Int($0) }), length > limit {
            metrics.answered(call.route.metric, status: 413, after: nil)
            return .refuse(problem(call.route.tooLarge).closing())
        }
        return .collect(call, atMost: limit)
    }

    /// Whether an address takes a body of that media type.
    private func takes(_ type: String?, _ route: Route) -> Bool {
        guard route.method == .POST else { return true }
        if case .feed = route { return true }
        guard let type else { return route == .submit || route == .lease }
        let essence = type.prefix { $0 != ";" && $0 != " " && $0 != "\t" }.lowercased()
        return essence == "application/json" || (route == .submit && essence.hasPrefix("application/cloudevents"))
    }

    private func refuse(_ failure: DoorFailure, _ route: Route? = nil) -> Admission {
        let answer = answer(failure)
        metrics.answered(route?.metric ?? .other, status: answer.status, after: nil)
        switch failure {
        // A stranger's connection is not kept, nor one too many.
        case .refusal(let refusal) where refusal.code == .clientUnknown: return .refuse(answer.closing())
        case .problem(.clientBusy): return .refuse(answer.closing())
        default: return .refuse(answer)
        }
    }

    /// Counts a connection with those of its client from its first request on.
    private func count(_ connection: ConnectionState, of client: ClientID) throws(DoorFailure) {
        guard case .certificates = entrance, connection.isFirstRequest() else { return }
        guard shares.take(.connection, client, atMost: limits.connectionsPerClient) else {
            throw .problem(.clientBusy)
        }
        connection.atEnd { [shares] in shares.giveBack(.connection, client) }
    }

    /// Who asks, by certificate, and for which agency, by header or because there is only one.
    private func identify(_ head: HTTPRequestHead, _ fingerprint: [UInt8]?) throws(DoorFailure) -> Caller {
        let book: Book
        do throws(Refusal) { book = try exchange.books.current() } catch { throw .refusal(error) }
        let now = now
        let day = CalendarDate(londonAt: now)
        let actor: Actor
        let named = head.headers["concordat-agency"]
        guard named.count <= 1 else {
            throw DoorFailure(ParameterProblem(name: "Concordat-Agency", mend: "Send the header once."))
        }
        switch entrance {
        case .fixed(let fixed):
            guard named.first.map({ $0 == fixed.agency.rawValue }) ?? true else {
                throw DoorFailure(.clientNotAuthorised)
            }
            actor = fixed
        case .certificates:
            guard let fingerprint else { throw DoorFailure(.clientUnknown) }
            let client: Client
            do throws(Refusal) { client = try book.client(presenting: fingerprint, at: now) } catch {
                throw .refusal(error)
            }
            actor = Actor(client: client.id, agency: try agency(of: client, named: named.first, day))
        }
        guard let key = book.agencyKey(actor.agency) else { throw DoorFailure(.clientNotAuthorised) }
        return Caller(actor: actor, fingerprint: fingerprint, agency: key, book: book, now: now, day: day)
    }

    private func agency(of client: Client, named: String?, _ day: CalendarDate) throws(DoorFailure) -> AgencyID {
        if let named {
            let agency = AgencyID(named)
            guard client.authorisations.contains(where: { $0.agency == agency && $0.validity.contains(day) }) else {
                throw DoorFailure(.clientNotAuthorised)
            }
            return agency
        }
        var only: AgencyID?
        for authorisation in client.authorisations where authorisation.validity.contains(day) {
            guard let found = only, found != authorisation.agency else {
                only = authorisation.agency
                continue
            }
            throw .problem(.agencyMissing)
        }
        guard let only else { throw DoorFailure(.clientNotAuthorised) }
        return only
    }
}
