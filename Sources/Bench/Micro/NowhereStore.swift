// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation
import Glibc
import TransparencyLog

/// A store that keeps nothing and answers at once: what is left is the cost of judging.
struct NowhereStore: Store, StoreReader {
    private let receipt: Receipt

    init(receipt: Receipt) {
        self.receipt = receipt
    }

    private var nothing: StoreFailure { StoreFailure(.rejected, "the bench keeps nothing") }

    func accept(_ submissions: [Submission]) async -> [AcceptOutcome] { submissions.map { _ in .committed(receipt) } }
    func receipts(for claims: [EventClaim]) async -> [AcceptOutcome] { claims.map { _ in .staleBook } }

    func lease(_ request: LeaseRequest) async throws(StoreFailure) -> [LeasedDelivery] { throw nothing }
    func extend(_ leases: [LeaseHold], by duration: Duration, recipients: [Int32]) async throws(StoreFailure)
        -> Set<UniqueID>
    { throw nothing }
    func settle(_ settlements: [Settlement], parties: @escaping PartyNames) async throws(StoreFailure)
        -> [SettleOutcome]
    {
        throw nothing
    }
    func waiting(_ recipients: [Int32], on channel: Channel) async throws(StoreFailure) -> [Int32] { throw nothing }
    func closeExpired(limit: Int, holder: String, parties: @escaping PartyNames) async throws(StoreFailure) -> Int {
        throw nothing
    }
    func closeEnded(
        bookVersion: Int64,
        clauses: [Int32],
        limit: Int,
        holder: String,
        parties: @escaping PartyNames
    ) async throws(StoreFailure) -> Int { throw nothing }
    func messages(agency: Int32, id: UniqueID) async throws(StoreFailure) -> [MessageRecord] { throw nothing }
    func terms(sha256: [UInt8], agency: Int32) async throws(StoreFailure) -> [UInt8]? { nil }
    func inclusion(of position: LedgerPosition) async throws(StoreFailure) -> LogProof? { nil }
    func checkpoint() async throws(StoreFailure) -> String? { nil }
    func tile(_ tile: TileReference) async throws(StoreFailure) -> [UInt8]? { nil }
    func health() async throws(StoreFailure) -> StoreHealth { throw nothing }
}

/// One book, always in force.
struct FixedBook: BookSource {
    let book: Book

    func current() throws(Refusal) -> Book { book }
    func refresh() async throws(Refusal) -> Book { book }
}

/// The time of day of this machine.
struct WallTime: WallClock {
    func now() -> Timestamp {
        Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
    }
}

/// The operating system's random source, asked as the gateway asks it.
struct SystemBytes: RandomSource {
    private let reserve = RandomReserve(Self.draw)

    func bytes(_ count: Int) -> [UInt8] { reserve.bytes(count) }

    /// Straight from the system.
    private static func draw(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        // The most that getentropy gives at once.
        var piece = [UInt8](repeating: 0, count: 256)
        while bytes.count < count {
            if getentropy(&piece, piece.count) != 0 {
                var generator = SystemRandomNumberGenerator()
                for index in piece.indices { piece[index] = generator.next() }
            }
            bytes.append(contentsOf: piece.prefix(count - bytes.count))
        }
        return bytes
    }
}
