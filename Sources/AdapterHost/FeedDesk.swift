// SPDX-License-Identifier: Apache-2.0

internal import Crypto
package import Exchange

/// Receives feed documents: spools them sealed, chunk by chunk, and hands them over to be read when they are whole.
package struct FeedDesk: Sendable {
    /// The most bytes a document may have over HTTP.
    package static let maxBytes: Int64 = 256 << 20
    /// How much of a document is sealed and stored at once.
    static let chunkBytes = 256 << 10

    private let runs: any RunStore
    private let vault: Vault
    private let clock: any WallClock
    private let random: any RandomSource

    package init(runs: any RunStore, vault: Vault, clock: any WallClock, random: any RandomSource) {
        self.runs = runs
        self.vault = vault
        self.clock = clock
        self.random = random
    }

    /// Why a document was not taken.
    package enum Failure: Error, Sendable {
        case tooLarge
        /// The same document id came before with other bytes.
        case changed(UniqueID)
        /// The body ended before the sender had finished.
        case cutShort
        case store(StoreFailure)
        case sealing(Vault.Failure)
    }

    /// Spools one document.
    ///
    /// - Parameters:
    ///   - document: the document's own id; nil: it is known by its content, so that the same bytes are one document.
    ///   - body: the bytes in any cut; an error thrown by it means the sender went away.
    /// - Returns: the run, and whether the document had been received before.
    package func receive<Body: AsyncSequence>(
        feed: Feed,
        actor: Actor,
        agencyKey: Int32,
        document: String?,
        contentType: String?,
        body: Body
    ) async throws(Failure) -> (run: FeedRun, repeated: Bool)
    where Body.Element: Collection, Body.Element.Element == UInt8 {
        let now = clock.now()
        var generator = SecureGenerator(random)
        let id = UniqueID.ordered(at: now, using: &generator)
        var run: FeedRun
        do throws(StoreFailure) {
            run = try await runs.begin(
                NewRun(
                    id: id,
                    feed: feed.id,
                    agency: agencyKey,
                    client: actor.client,
                    document: document ?? id.description,
                    contentType: contentType,
                    receivedAt: now
                )
            )
        } catch { throw .store(error) }
        // A document begun before and never finished is received again from the start: its chunks are overwritten.
        let spools = run.state == .receiving
        var digest = SHA256()
        var pending: [UInt8] = []
        var count = 0
        var bytes: Int64 = 0
        do {
            for try await piece in body {
                bytes += Int64(piece.count)
                guard bytes <= Self.maxBytes else { throw Failure.tooLarge }
                let piece = Array(piece)
                digest.update(data: piece)
                guard spools else { continue }
                pending += piece
                while pending.count >= Self.chunkBytes {
                    try await spool(Array(pending.prefix(Self.chunkBytes)), count, run)
                    pending.removeFirst(Self.chunkBytes)
                    count += 1
                }
            }
            if spools, !pending.isEmpty {
                try await spool(pending, count, run)
                count += 1
            }
        } catch {
            if spools { try? await runs.abandon(run) }
            throw error as? Failure ?? .cutShort
        }
        let sum = Array(digest.finalize())
        guard spools else {
            guard sum == run.digest else { throw .changed(run.id) }
            return (run, true)
        }
        do throws(StoreFailure) {
            let name = document ?? "sha256:" + sum.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            if document == nil, let before = try await runs.find(document: name, feed: feed.id, agency: agencyKey) {
                try await runs.abandon(run)
                return (before, true)
            }
            try await runs.received(run, document: name, digest: sum, bytes: bytes, chunks: count)
            run = try await runs.run(run.id, agency: agencyKey) ?? run
        } catch { throw .store(error) }
        return (run, false)
    }

    private func spool(_ bytes: [UInt8], _ number: Int, _ run: FeedRun) async throws(Failure) {
        let sealed: SealedBody
        do throws(Vault.Failure) { sealed = try vault.seal(bytes, id: run.chunkID(number)) } catch {
            throw .sealing(error)
        }
        do throws(StoreFailure) { try await runs.spool(sealed, number: number, of: run) } catch { throw .store(error) }
    }
}
