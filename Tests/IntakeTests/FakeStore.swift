// SPDX-License-Identifier: Apache-2.0

import Crypto
import Exchange
import Synchronization
import TransparencyLog

/// The store's port kept in memory: what the doors need of it, and switches for what can go wrong.
final class FakeStore: Store, StoreReader {
    struct Kept {
        let submission: Submission
        let receipt: Receipt
    }

    struct Open {
        let delivery: NewDelivery
        let message: UniqueID
        let sender: Int32
        var body: SealedBody
        var token: UniqueID?
        var attempt = 0
        var settled: DeliveryEvent?
    }

    struct State {
        var kept: [Kept] = []
        var open: [Open] = []
        var refusals = 0
        var failure: StoreFailure?
        /// Fails the event of that id alone.
        var poison: UniqueID?
        var leaseCalls = 0
        /// How long a lease takes.
        var leasePause: Duration?
        /// Nothing may leave, though it is due.
        var isHeld = false
        var settlements: [Settlement] = []
        var inFlight = 0
        var mostInFlight = 0
        var pause: Duration?
        var isSealed = false
        var terms: [(terms: ClauseTerms, parties: [Int32])] = []
    }

    let state = Mutex(State())
    let signal: DeliverySignal
    private let signer = ReceiptSigner(
        key: Curve25519.Signing.PrivateKey(),
        context: ReceiptContext(partnership: "testshire", environment: "test")
    )
    private let logKey = Curve25519.Signing.PrivateKey()

    init(signal: DeliverySignal) {
        self.signal = signal
    }

    func accept(_ submissions: [Submission]) async -> [AcceptOutcome] {
        let pause = state.withLock { state in
            state.inFlight += submissions.count
            state.mostInFlight = max(state.mostInFlight, state.inFlight)
            return state.pause
        }
        if let pause { try? await Task.sleep(for: pause) }
        return state.withLock { state in
            state.inFlight -= submissions.count
            return submissions.map { keep($0, &state) }
        }
    }

    private func keep(_ submission: Submission, _ state: inout State) -> AcceptOutcome {
        if let failure = state.failure { return .failed(failure) }
        if let claim = submission.claim {
            if claim.id == state.poison { return .failed(StoreFailure(.rejected, "poison")) }
            if let known = state.kept.first(where: { $0.submission.claim?.id == claim.id }) {
                return known.submission.claim == claim ? .repeated(known.receipt) : .changed
            }
        } else {
            state.refusals += 1
        }
        let entry = submission.entry
        let position = LedgerPosition(stream: 1, seq: Int64(state.kept.count + 1))
        let core = signer.core(leaf: entry.leaf, position: position, leafHash: entry.leafHash, opening: entry.opening)
        guard let receipt = try? signer.sign([core]).first else {
            return .failed(StoreFailure(.unavailable, "unsigned"))
        }
        guard submission.claim != nil else { return .committed(receipt) }
        state.kept.append(Kept(submission: submission, receipt: receipt))
        for delivery in submission.deliveries {
            guard let body = submission.bodies.first(where: { $0.id == delivery.body }) else { continue }
            state.open.append(
                Open(delivery: delivery, message: submission.message, sender: submission.agency, body: body)
            )
        }
        signal.notify(recipients: submission.deliveries.map(\.recipient))
        return .committed(receipt)
    }

    func lease(_ request: LeaseRequest) async throws(StoreFailure) -> [LeasedDelivery] {
        let failure = state.withLock { state in
            state.leaseCalls += 1
            return state.failure
        }
        if let failure { throw failure }
        if let pause = state.withLock({ $0.leasePause }) { try? await Task.sleep(for: pause) }
        return state.withLock { state in
            guard !state.isHeld else { return [] }
            var leased: [LeasedDelivery] = []
            for index in state.open.indices where leased.count < request.limit {
                let open = state.open[index]
                guard open.token == nil, open.settled == nil, request.recipients.contains(open.delivery.recipient),
                    request.clauses.contains(open.delivery.clause), open.delivery.channel == request.channel,
                    request.mayLeave(
                        open.delivery.clause,
                        open.sender,
                        open.delivery.contract,
                        open.delivery.recipient
                    )
                else { continue }
                let token = UniqueID(high: UInt64.random(in: 1...UInt64.max), low: 1)
                state.open[index].token = token
                state.open[index].attempt += 1
                leased.append(
                    LeasedDelivery(
                        hold: LeaseHold(delivery: open.delivery.id, token: token),
                        message: open.message,
                        recipient: open.delivery.recipient,
                        sender: open.sender,
                        clause: open.delivery.clause,
                        contract: open.delivery.contract,
                        body: open.body,
                        attempt: open.attempt + 1,
                        acceptedAt: World.now,
                        expiresAt: open.delivery.expiresAt,
                        leasedUntil: World.now + request.duration
                    )
                )
            }
            return leased
        }
    }

    func extend(_ leases: [LeaseHold], by duration: Duration, recipients: [Int32]) async throws(StoreFailure) -> Set<
        UniqueID
    > {
        state.withLock { state in
            Set(
                leases.filter { lease in
                    state.open.contains {
                        $0.delivery.id == lease.delivery && $0.token == lease.token
                            && recipients.contains($0.delivery.recipient)
                    }
                }.map(\.delivery)
            )
        }
    }

    func settle(_ settlements: [Settlement], parties: @escaping PartyNames) async throws(StoreFailure)
        -> [SettleOutcome]
    {
        state.withLock { state in
            state.settlements += settlements
            return settlements.map { settlement in
                guard case .lease(let hold) = settlement.target,
                    let index = state.open.firstIndex(where: {
                        $0.delivery.id == hold.delivery && $0.delivery.recipient == settlement.recipient
                    })
                else { return .unknown }
                guard state.open[index].token == hold.token else { return .superseded }
                state.open[index].settled = settlement.event
                return .settled
            }
        }
    }

    func waiting(_ recipients: [Int32], on channel: Channel) async throws(StoreFailure) -> [Int32] {
        state.withLock { state in
            recipients.filter { recipient in
                state.open.contains { $0.delivery.recipient == recipient && $0.token == nil && $0.settled == nil }
            }
        }
    }

    func closeExpired(limit: Int, holder: String, parties: @escaping PartyNames) async throws(StoreFailure) -> Int { 0 }

    func closeEnded(
        bookVersion: Int64,
        clauses: [Int32],
        limit: Int,
        holder: String,
        parties: @escaping PartyNames
    ) async throws(StoreFailure) -> Int { 0 }

    func receipts(for claims: [EventClaim]) async -> [AcceptOutcome] {
        state.withLock { state in
            claims.map { claim in
                guard let known = state.kept.first(where: { $0.submission.claim?.id == claim.id }) else {
                    return .staleBook
                }
                return known.submission.claim == claim ? .repeated(known.receipt) : .changed
            }
        }
    }

    func messages(agency: Int32, id: UniqueID) async throws(StoreFailure) -> [MessageRecord] {
        state.withLock { state in
            state.kept.enumerated().filter {
                $0.element.submission.claim?.id == id && $0.element.submission.agency == agency
            }
            .map { index, kept in
                MessageRecord(
                    message: kept.submission.message,
                    source: "urn:test:police",
                    acceptedAt: World.now,
                    leaf: kept.submission.entry.leaf,
                    position: LedgerPosition(stream: 1, seq: Int64(index + 1)),
                    opening: nil,
                    receipt: kept.receipt,
                    deliveries: kept.submission.deliveries.map { view($0, state) }
                )
            }
        }
    }

    private func view(_ delivery: NewDelivery, _ state: State) -> DeliveryRecordView {
        let open = state.open.first { $0.delivery.id == delivery.id }
        return DeliveryRecordView(
            state: open?.settled == nil ? "due" : "delivered",
            id: delivery.id,
            recipient: delivery.recipient,
            clause: delivery.clause,
            contract: delivery.contract,
            attempts: open?.attempt ?? 0,
            reference: nil,
            reason: nil,
            expiresAt: delivery.expiresAt,
            closedAt: nil,
            tries: [DeliveryRecordView.Try(attempt: 1, at: World.now, result: "retrying", reason: "busy")]
        )
    }

    func inclusion(of position: LedgerPosition) async throws(StoreFailure) -> LogProof? {
        let sealed = state.withLock { state -> MerkleHash? in
            let index = Int(position.seq) - 1
            guard state.isSealed, state.kept.indices.contains(index) else { return nil }
            return state.kept[index].submission.entry.leafHash
        }
        guard let leafHash = sealed, let proof = MerkleTree(leaves: [leafHash]).proof(index: 0),
            let name = try? NoteKeyName("log.test.example"),
            let signer = try? NoteSigner(name: name, privateKey: logKey),
            let note = try? Checkpoint.sign(size: 1, root: MerkleTree(leaves: [leafHash]).root, by: signer)
        else { return nil }
        return try? LogProof(proof: proof, note: note)
    }

    func checkpoint() async throws(StoreFailure) -> String? {
        state.withLock { $0.isSealed } ? "log.test.example\n1\n" : nil
    }

    func terms(sha256: [UInt8], agency: Int32) async throws(StoreFailure) -> [UInt8]? {
        state.withLock { $0.terms }.first { $0.terms.sha256 == sha256 && $0.parties.contains(agency) }?.terms.bytes
    }

    func tile(_ tile: TileReference) async throws(StoreFailure) -> [UInt8]? {
        tile.address.level == 0 ? Array(repeating: 7, count: tile.width * 32) : nil
    }

    func health() async throws(StoreFailure) -> StoreHealth {
        StoreHealth(openDeliveries: 3, dueDeliveries: 2, unsealedEntries: 1, logSize: 40, queuedRuns: 5)
    }
}

/// One book for good, or none.
final class FakeBooks: BookSource {
    private let book: Book
    let isStale = Mutex(false)
    let newer = Mutex<Book?>(nil)

    init(_ book: Book) {
        self.book = book
    }

    func current() throws(Refusal) -> Book {
        if isStale.withLock({ $0 }) { throw Refusal(.bookStale) }
        return newer.withLock { $0 } ?? book
    }

    func refresh() async throws(Refusal) -> Book { try current() }
}
