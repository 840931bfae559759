// SPDX-License-Identifier: Apache-2.0

package import Exchange
package import Logging
internal import Postgres
package import ServiceLifecycle
internal import Synchronization
package import TransparencyLog

/// Puts committed entries into the log, about once a second, and signs a checkpoint over them.
///
/// A round is one transaction that holds the head of the log, so there is one sealer at a time however many nodes run. It takes, from
/// each stream, the entries behind the last one sealed, in their order: a stream commits in the order of its numbers, so nothing can
/// appear later in front of what was sealed. Killed at any point, a round either happened or did not.
///
/// The checkpoint is published after the commit to a place outside the database. Before it signs, a sealer proves that the log still
/// contains what its own last published checkpoint says; a database put back to an earlier state, or altered, is refused. A checkpoint that
/// is gone is not a log that begins: the checkpoint over nothing is published before the first round.
package struct Sealer: Service {
    private let journal: Journal
    private let signer: NoteSigner
    private let published: any CheckpointShelf
    private let interval: Duration
    private let limit: Int
    private let alarm: SealerAlarm
    private let logger: Logger

    /// - Parameters:
    ///   - alarm: told when the log must not be signed.
    ///   - published: where the last checkpoint is kept outside the database.
    ///   - limit: entries taken from one stream in one round.
    package init(
        journal: Journal,
        signer: NoteSigner,
        published: any CheckpointShelf,
        interval: Duration = .seconds(1),
        limit: Int = 20_000,
        alarm: SealerAlarm = SealerAlarm(),
        logger: Logger
    ) {
        self.journal = journal
        self.signer = signer
        self.published = published
        self.interval = interval
        self.limit = limit
        self.alarm = alarm
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                do {
                    try await seal()
                    alarm.clear()
                } catch let failure as SealFailure {
                    alarm.raise("\(failure)")
                    logger.critical("the log is not sealed", metadata: ["reason": "\(failure)"])
                } catch {
                    logger.warning("sealing failed and is tried again", metadata: ["reason": "\(error)"])
                }
                do { try await Task.sleep(for: interval) } catch { break }
            }
        }
        // What was committed before the gateway stopped is sealed before it goes.
        do { try await seal() } catch { logger.warning("the last seal failed", metadata: ["reason": "\(error)"]) }
    }

    /// Seals everything that has been committed.
    ///
    /// - Returns: the size of the log, or nil when another sealer was at work.
    @discardableResult
    package func seal() async throws -> UInt64? {
        let kept = try await kept()
        let round = SealRound(
            signer: signer,
            kept: kept,
            limit: limit,
            evidence: journal.evidence,
            now: journal.clock.now()
        )
        guard let note = try await journal.readers.withThread({ try round.run(on: $0) }) else { return nil }
        let checkpoint = try Checkpoint(text: note.text)
        if checkpoint.size > kept.size { try await published.publish(note) }
        return checkpoint.size
    }

    /// The checkpoint last published; of a log without entries it is made.
    private func kept() async throws -> Checkpoint {
        if let kept = try await published.newest() { return kept }
        if let head = try await journal.logHead(), head.size > 0 {
            // Another node that shares the place may have published since it was looked at.
            guard let kept = try await published.newest() else {
                throw SealFailure.unpublished(place: published.place, found: head.size)
            }
            return kept
        }
        let note = try Checkpoint.sign(size: 0, root: .emptyRoot, by: signer)
        try await published.publish(note)
        return try Checkpoint(text: note.text)
    }
}

/// Whether the sealer refuses to sign, and why; read by the readiness check.
package final class SealerAlarm: Sendable {
    private let state = Mutex<String?>(nil)

    package init() {}

    package var reason: String? { state.withLock { $0 } }

    func raise(_ reason: String) { state.withLock { $0 = reason } }

    func clear() { state.withLock { $0 = nil } }
}

/// Where the last checkpoint is kept outside the database.
package protocol CheckpointShelf: Sendable {
    /// Where that is, in words an operator finds it by.
    var place: String { get }
    /// The checkpoint last published, its signature already verified; nil before the first.
    func newest() async throws -> Checkpoint?
    /// Replaces it, durably, as a whole.
    func publish(_ note: SignedNote) async throws
}

/// Why the log must not be signed: someone has to look.
package enum SealFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The log in the database is shorter than the checkpoint kept outside it.
    case shrunk(kept: UInt64, found: UInt64)
    /// The log in the database is not an extension of the checkpoint kept outside it.
    case forked(size: UInt64)
    /// A stream has a gap: an entry that was committed is gone.
    case gap(stream: Int64, after: Int64)
    /// A checkpoint does not carry the log's signature.
    case untrusted(String)
    /// The checkpoint kept outside the database is there and cannot be read.
    case unreadable(String)
    /// The checkpoint kept outside the database is of a log of another name.
    case foreign(place: String, origin: String)
    /// The log in the database has entries, and no checkpoint is kept outside it.
    case unpublished(place: String, found: UInt64)

    package var description: String {
        switch self {
        case .shrunk(let kept, let found):
            "the log has \(found) entries and a checkpoint over \(kept) has been published: the database was set back"
        case .forked(let size): "the log is not an extension of the published checkpoint over \(size) entries"
        case .gap(let stream, let after): "stream \(stream) has a gap after entry \(after)"
        case .untrusted(let place):
            "\(place) does not carry this log's signature: find out who changed it before anything is signed"
        case .unreadable(let place):
            "\(place) is there and cannot be read. Mend: let the gateway's user read and write it; nothing is signed until then"
        case .foreign(let place, let origin):
            """
            \(place) is the checkpoint of another log, \(origin). Mend: give log.checkpoint and log.origin as they were, or put this \
            log's checkpoint back
            """
        case .unpublished(let place, let found):
            """
            the log has \(found) entries and \(place), which keeps its last checkpoint, is not there. Mend: put the file back; if it is \
            lost, or this node is new, compare what `concordat audit adopt` shows with a checkpoint that somebody else has kept
            """
        }
    }
}
