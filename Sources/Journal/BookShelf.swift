// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import Crypto
package import Exchange
internal import Postgres

/// The book in the database: `apply` is its only writer, and nodes load from nowhere else.
extension Journal {
    /// The version in force, nil before the first apply, and when the database was asked.
    ///
    /// Asked on a connection of its own: a node whose other connections are all busy still knows its book.
    package func bookHead() async throws(StoreFailure) -> (version: Int64?, askedAt: ContinuousClock.Instant) {
        do {
            return try await watcher.withThread { connection in
                let askedAt = ContinuousClock.now
                return (try connection.exec(SQL.bookHead).first?.int8("version"), askedAt)
            }
        } catch { throw StoreFailure(error) }
    }

    /// Compiles the book in force and keeps the terms of its clauses.
    ///
    /// - Parameter previous: whose contracts are taken over where they did not change.
    package func loadBook(requireApprovals: Bool, reusing previous: Book? = nil) async throws -> Book? {
        let isLive = evidence.context.isLive
        return try await loading { connection in
            let stored = try connection.transaction(isolation: .repeatableRead, readOnly: true) {
                connection -> StoredBook? in
                guard let version = try connection.exec(SQL.bookHead).first?.int8("version") else { return nil }
                return StoredBook(
                    version: version,
                    documents: try Self.documents(of: version, on: connection),
                    keys: try Self.keys(on: connection)
                )
            }
            // Why on this thread: compiling hundreds of contracts takes long enough to hold up everybody else on the cooperative pool.
            guard let stored else { return nil }
            let book = try Book(
                version: stored.version,
                documents: stored.documents,
                keys: stored.keys,
                requireApprovals: requireApprovals,
                isLive: isLive,
                reusing: previous
            )
            try Self.keepTerms(of: book, on: connection)
            return book
        }
    }

    /// Tells what the database could not do from what is wrong with the book.
    private func loading(_ body: @escaping @Sendable (SyncConnection) throws -> Book?) async throws -> Book? {
        do { return try await readers.withThread(body) } catch let error as BookProblems { throw error } catch {
            throw StoreFailure(error)
        }
    }

    /// Keeps the terms of a book's clauses before anything is decided by it: no entry names terms that are not there, whichever program
    /// applied the book.
    private static func keepTerms(of book: Book, on connection: SyncConnection) throws {
        let terms = book.terms
        _ = try connection.exec(
            SQL.termsWrite,
            [
                .byteaArray(terms.map(\.terms.sha256)), .byteaArray(terms.map(\.terms.bytes)),
                .textArray(terms.map { arrayText($0.parties) }),
            ]
        )
    }

    private struct StoredBook: Sendable {
        let version: Int64
        let documents: [BookDocument]
        let keys: BookKeys
    }

    /// The documents of the version in force, by name; empty before the first apply.
    package func bookDocuments() async throws -> [BookDocument] {
        // The others open a stream of the ledger, and this only reads.
        try await watcher.withThread { connection in
            guard let version = try connection.exec(SQL.bookHead).first?.int8("version") else { return [] }
            return try Self.documents(of: version, on: connection)
        }
    }

    /// What applying the documents would change, by name; empty when nothing would.
    package func bookChanges(to documents: [BookDocument]) async throws -> [String] {
        Self.changes(from: try await bookDocuments(), to: documents)
    }

    /// Makes the documents the next version of the book, after compiling it: a book that does not compile is not written.
    ///
    /// - Returns: the version and what changed; nil changes and the old version when nothing did.
    package func apply(_ documents: [BookDocument], by person: String, requireApprovals: Bool) async throws
        -> (version: Int64, changes: [String])
    {
        let names = try Book.namesNeedingKeys(documents)
        let result = try await readers.withThread { [self] connection in
            let result = try connection.transaction { connection -> (Int64, [String]) in
                _ = try connection.exec(SQL.bookLock)
                let head = try connection.exec(SQL.bookHead).first?.int8("version")
                let before = try head.map { try Self.documents(of: $0, on: connection) } ?? []
                let changes = Self.changes(from: before, to: documents)
                if let head, changes.isEmpty { return (head, []) }
                _ = try connection.exec(SQL.bookNameAgencies, [.textArray(names.agencies.map(\.rawValue))])
                _ = try connection.exec(SQL.bookNameSources, [.textArray(names.sources)])
                _ = try connection.exec(SQL.bookNameContracts, [.textArray(names.contracts.map(\.description))])
                _ = try connection.exec(
                    SQL.bookNameClauses,
                    [
                        .textArray(names.clauses.map(\.agreement.id)),
                        .int4Array(names.clauses.map { Int32($0.agreement.version) }),
                        .textArray(names.clauses.map(\.clause)),
                    ]
                )
                let version = (head ?? 0) + 1
                let book = try Book(
                    version: version,
                    documents: documents,
                    keys: try Self.keys(on: connection),
                    requireApprovals: requireApprovals,
                    isLive: evidence.context.isLive
                )
                let digest = Self.digest(documents)
                _ = try connection.exec(SQL.headLock)
                _ = try connection.exec(
                    SQL.bookWrite,
                    [
                        .int8(version), .bytea(digest), .text(person),
                        .textArray(documents.map(\.kind.rawValue)), .textArray(documents.map(\.name)),
                        .byteaArray(documents.map(\.sha256)), .byteaArray(documents.map(\.bytes)),
                    ]
                )
                let channels = book.directory.agencies.values.compactMap { agency in
                    book.agencyKey(agency.id).map { (key: $0, channel: agency.channel) }
                }
                _ = try connection.exec(
                    SQL.bookChannels,
                    [.int4Array(channels.map(\.key)), .int2Array(channels.map(\.channel.rawValue))]
                )
                _ = try connection.exec(SQL.bookNotify, [.text(Self.bookChannel)])
                let stream = try LedgerStream.current(on: connection)
                let entry = evidence.configured(
                    version: version,
                    sha256: digest,
                    by: person,
                    changes: changes,
                    at: clock.now()
                )
                _ = try connection.execAndCommit([stream.enter([entry])])
                return (version, changes)
            }
            if !result.1.isEmpty { LedgerStream.advance(by: 1, on: connection) }
            return result
        }
        return (result.0, result.1)
    }

    /// The channel on which a change of the book is hinted at.
    package static let bookChannel = "concordat_book"

    private static func documents(of version: Int64, on connection: SyncConnection) throws -> [BookDocument] {
        try connection.exec(SQL.bookDocuments, [.int8(version)]).map { row in
            guard let kind = BookDocument.Kind(rawValue: try row.text("kind")) else {
                throw PostgresError(.decoding, "the book has a document of a kind this program does not know")
            }
            return try BookDocument(kind: kind, name: try row.text("name"), bytes: try row.bytes("canonical"))
        }
    }

    private static func keys(on connection: SyncConnection) throws -> BookKeys {
        var keys = BookKeys(agencies: [:], clauses: [:], contracts: [:], sources: [:])
        for row in try connection.exec(SQL.bookKeys) {
            let key = try row.int4("key"), name = try row.text("name")
            switch try row.text("kind") {
            case "agency": keys.agencies[AgencyID(name)] = key
            case "source": keys.sources[name] = key
            case "contract":
                if let id = ContractID(parsing: name) { keys.contracts[id] = key }
            default:
                let agreement = AgreementRef(id: try row.text("agreement"), version: Int(try row.int4("version")))
                keys.clauses[ClauseRef(agreement: agreement, clause: name)] = key
            }
        }
        return keys
    }

    private static func changes(from before: [BookDocument], to after: [BookDocument]) -> [String] {
        let old = Dictionary(before.map { ("\($0.kind.rawValue) \($0.name)", $0.sha256) }, uniquingKeysWith: { $1 })
        let new = Dictionary(after.map { ("\($0.kind.rawValue) \($0.name)", $0.sha256) }, uniquingKeysWith: { $1 })
        let added = new.keys.filter { old[$0] == nil }.map { "added \($0)" }
        let changed = new.keys.filter { old[$0] != nil && old[$0] != new[$0] }.map { "changed \($0)" }
        let removed = old.keys.filter { new[$0] == nil }.map { "removed \($0)" }
        return (added + changed + removed).sorted()
    }

    private static func digest(_ documents: [BookDocument]) -> [UInt8] {
        var hash = SHA256()
        for document in documents.sorted(by: { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }) {
            hash.update(data: Array("\(document.kind.rawValue)\n\(document.name)\n".utf8))
            hash.update(data: document.sha256)
        }
        return Array(hash.finalize())
    }
}
