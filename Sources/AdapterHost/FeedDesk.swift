// SPDX-License-Identifier: Apache-2.0

internal import Crypto
package import Exchange
internal import JSONSchema

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
    ///   - source: the source the document's rows are to be sent under.
    ///   - document: the document's own id; nil: it is known by its content, so that the same bytes are one document.
    ///   - body: the bytes in any cut; an error thrown by it means the sender went away.
    /// - Returns: the run, and whether the document had been received before.
    package func receive<Body: AsyncSequence>(
        feed: Feed,
        actor: Actor,
        agencyKey: Int32,
        source: String?,
        document: String?,
        contentType: String?,
        body: Body
    ) async throws(Failure) -> (run: FeedRun, repeated: Bool)
    where Body.Element: Collection, Body.Element.Element == UInt8 {
        let before: FeedRun?
        do throws(StoreFailure) {
            before =
                if let document {
                    try await runs.find(document: document, feed: feed.id, agency: agencyKey)
                } else { nil }
        } catch { throw .store(error) }
        // One that failed is spooled anew: it may be the spool that was at fault, or too old.
        if let before, before.state != .failed {
            guard try await digest(of: body) == before.digest else { throw .changed(before.id) }
            return (before, true)
        }
        let now = clock.now()
        var generator = SecureGenerator(random)
        let id = UniqueID.ordered(at: now, using: &generator)
        let run: FeedRun
        do throws(StoreFailure) {
            // Every upload spools under a name of its own and claims the document's only when it is whole: two at once cannot mix.
            run = try await runs.begin(
                NewRun(
                    id: id,
                    feed: feed.id,
                    agency: agencyKey,
                    client: actor.client,
                    source: source,
                    setup: feed.setup,
                    document: "upload:\(id)",
                    contentType: contentType,
                    receivedAt: now
                )
            )
        } catch { throw .store(error) }
        let whole: Spooled
        do throws(Failure) {
            whole = try await spool(body, run)
        } catch {
            try? await runs.abandon(run)
            throw error
        }
        return try await claim(run, document, whole, feed, agencyKey)
    }

    /// What has been spooled of a document that is whole.
    private struct Spooled {
        let digest: [UInt8]
        let bytes: Int64
        let chunks: Int
    }

    /// Gives the document its name; if another upload was first, this one is forgotten and compared with it.
    private func claim(
        _ run: FeedRun,
        _ document: String?,
        _ whole: Spooled,
        _ feed: Feed,
        _ agencyKey: Int32
    ) async throws(Failure) -> (run: FeedRun, repeated: Bool) {
        let name =
            document ?? "sha256:" + whole.digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let first: FeedRun?
        do throws(StoreFailure) {
            let claimed = try await runs.received(
                run,
                document: name,
                digest: whole.digest,
                bytes: whole.bytes,
                chunks: whole.chunks
            )
            if claimed { return (try await runs.run(run.id, agency: agencyKey) ?? run, false) }
            try await runs.abandon(run)
            first = try await runs.find(document: name, feed: feed.id, agency: agencyKey)
        } catch { throw .store(error) }
        guard let first else {
            throw .store(StoreFailure(.unavailable, "the document's name was taken and given up again"))
        }
        guard first.digest == whole.digest else { throw .changed(first.id) }
        return (first, true)
    }

    private func digest<Body: AsyncSequence>(of body: Body) async throws(Failure) -> [UInt8]
    where Body.Element: Collection, Body.Element.Element == UInt8 {
        var digest = SHA256()
        var bytes: Int64 = 0
        do {
            for try await piece in body {
                bytes += Int64(piece.count)
                guard bytes <= Self.maxBytes else { throw Failure.tooLarge }
                digest.update(data: Array(piece))
            }
        } catch { throw error as? Failure ?? .cutShort }
        return Array(digest.finalize())
    }

    private func spool<Body: AsyncSequence>(_ body: Body, _ run: FeedRun) async throws(Failure) -> Spooled
    where Body.Element: Collection, Body.Element.Element == UInt8 {
        var digest = SHA256()
        var pending: [UInt8] = []
        var count = 0
        var bytes: Int64 = 0
        do {
            for try await piece in body {
                bytes += Int64(piece.count)
                guard bytes <= Self.maxBytes else { throw Failure.tooLarge }
                pending += piece
                while pending.count >= Self.chunkBytes {
                    let chunk = Array(pending.prefix(Self.chunkBytes))
                    pending = Array(pending.dropFirst(Self.chunkBytes))
                    digest.update(data: chunk)
                    try await spool(chunk, count, run)
                    count += 1
                }
            }
            if !pending.isEmpty {
                digest.update(data: pending)
                try await spool(pending, count, run)
                count += 1
            }
        } catch { throw error as? Failure ?? .cutShort }
        return Spooled(digest: Array(digest.finalize()), bytes: bytes, chunks: count)
    }

    private func spool(_ bytes: [UInt8], _ number: Int, _ run: FeedRun) async throws(Failure) {
        let sealed: SealedBody
        do throws(Vault.Failure) { sealed = try vault.seal(bytes, id: run.chunkID(number)) } catch {
            throw .sealing(error)
        }
        do throws(StoreFailure) { try await runs.spool(sealed, number: number, of: run) } catch { throw .store(error) }
    }
}

extension Feed {
    /// A digest of the adapter and its settings: as long as it stays, a document has the same items.
    var setup: [UInt8] { Array(SHA256.hash(data: Array("\(adapter)\n".utf8) + settings.canonical())) }
}
