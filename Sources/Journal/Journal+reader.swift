// SPDX-License-Identifier: Apache-2.0

internal import Crypto
package import Exchange
internal import Postgres
package import TransparencyLog

extension Journal: StoreReader {
    package func receipts(for claims: [EventClaim]) async -> [AcceptOutcome] {
        guard !claims.isEmpty else { return [] }
        do {
            let signer = signer
            return try await readers.withThread { connection in
                let known = try KnownEvent.find(claims, on: connection)
                return try claims.map { claim in
                    guard let found = known.first(where: { $0.isKey(of: claim) }) else { return .staleBook }
                    guard found.fingerprint == claim.fingerprint else { return .changed }
                    guard let receipt = try signer.sign([found.core(signer)]).first else { return .staleBook }
                    return .repeated(receipt)
                }
            }
        } catch {
            let failure = StoreFailure(error)
            return claims.map { _ in .failed(failure) }
        }
    }

    package func messages(agency: Int32, id: UniqueID) async throws(StoreFailure) -> [MessageRecord] {
        do {
            return try await readers.withThread { [self] connection in
                let rows = try connection.exec(SQL.messages, [.int4(agency), .uuid(id.postgres)])
                guard !rows.isEmpty else { return [] }
                let messages = try rows.map { try $0.id("message") }
                // Nothing of a delivery is older than its message.
                let firstDay = try rows.map { try $0.time("accepted_at").day }.min() ?? clock.now().day
                let deliveries = try deliveries(of: messages, agency, firstDay, on: connection)
                return try rows.map { row in
                    let message = try row.id("message")
                    let leaf = try row.bytes("leaf"), opening = try row.optionalBytes("opening")
                    let position = LedgerPosition(stream: try row.int8("stream"), seq: try row.int8("seq"))
                    let core = signer.core(
                        leaf: leaf,
                        position: position,
                        leafHash: MerkleHash.leaf(of: leaf),
                        opening: opening
                    )
                    guard let receipt = try signer.sign([core]).first else {
                        throw StoreFailure(.rejected, "the receipt could not be signed")
                    }
                    return MessageRecord(
                        message: message,
                        source: try row.text("uri"),
                        acceptedAt: try row.time("accepted_at"),
                        leaf: leaf,
                        position: position,
                        opening: opening,
                        receipt: receipt,
                        deliveries: deliveries[message] ?? []
                    )
                }
            }
        } catch { throw StoreFailure(error) }
    }

    private func deliveries(
        of messages: [UniqueID],
        _ agency: Int32,
        _ firstDay: CalendarDate,
        on connection: SyncConnection
    ) throws -> [UniqueID: [DeliveryRecordView]] {
        let parameters: [PostgresValue] = [
            .uuidArray(messages.map(\.postgres)),
            .int4(agency),
            firstDay.postgres,
            .uuidArray(messages.map(\.lastPart.postgres)),
        ]
        var tries: [UniqueID: [DeliveryRecordView.Try]] = [:]
        for row in try connection.exec(SQL.messageAttempts, parameters) {
            tries[try row.id("delivery"), default: []].append(
                DeliveryRecordView.Try(
                    attempt: Int(try row.int4("attempt")),
                    at: try row.time("at"),
                    result: try row.text("result"),
                    reason: try row.optionalText("reason")
                )
            )
        }
        var views: [UniqueID: [DeliveryRecordView]] = [:]
        for row in try connection.exec(SQL.messageDeliveries, parameters) {
            let id = try row.id("id"), attempts = Int(try row.int4("attempt"))
            views[try row.id("message"), default: []].append(
                DeliveryRecordView(
                    state: Self.word(state: try row.int2("state"), attempts: attempts),
                    id: id,
                    recipient: try row.int4("recipient"),
                    clause: try row.int4("clause"),
                    contract: try row.int4("contract"),
                    attempts: attempts,
                    reference: try row.optionalText("reference"),
                    reason: try row.optionalText("reason"),
                    expiresAt: try row.optionalTime("expires_at"),
                    closedAt: try row.optionalTime("closed_at"),
                    tries: tries[id] ?? []
                )
            )
        }
        return views
    }

    private static func word(state: Int16, attempts: Int) -> String {
        switch state {
        case 1: attempts == 0 ? "due" : "waiting"
        case 2: "released"
        case 3: "accepted"
        case 4: "delivered"
        case 5: "undelivered"
        default: "dead"
        }
    }

    package func terms(sha256: [UInt8], agency: Int32) async throws(StoreFailure) -> [UInt8]? {
        do {
            return try await readers.withThread { connection in
                let found = try connection.exec(SQL.terms, [.bytea(sha256), .int4(agency)]).first?.bytes("canonical")
                guard let found else { return nil }
                // Words that do not hash to their name are nobody's terms.
                guard Array(SHA256.hash(data: found)) == sha256 else {
                    throw StoreFailure(.rejected, "terms are not stored as they were; audit verify names them")
                }
                return found
            }
        } catch { throw StoreFailure(error) }
    }

    package func inclusion(of position: LedgerPosition) async throws(StoreFailure) -> LogProof? {
        do {
            return try await readers.withThread { connection in
                try connection.transaction(isolation: .repeatableRead, readOnly: true) { connection in
                    guard let head = try connection.exec(SQL.logHead).first,
                        let found = try connection.exec(SQL.entryIndex, [.int8(position.stream), .int8(position.seq)])
                            .first
                    else { return nil }
                    let size = UInt64(try head.int8("size")), index = UInt64(try found.int8("index"))
                    guard index < size else { return nil }
                    let tiles = try StoredTiles.fetch(
                        InclusionProof.tilesNeeded(index: index, size: size),
                        on: connection
                    )
                    let proof = try InclusionProof(index: index, size: size, tiles: tiles)
                    return try LogProof(proof: proof, note: SignedNote(parsing: Array(try head.text("note").utf8)))
                }
            }
        } catch { throw StoreFailure(error) }
    }

    package func checkpoint() async throws(StoreFailure) -> String? {
        do {
            guard let row = try await readers.execute(SQL.logHead).first, try row.int8("size") > 0 else { return nil }
            return try row.text("note")
        } catch { throw StoreFailure(error) }
    }

    package func tile(_ tile: TileReference) async throws(StoreFailure) -> [UInt8]? {
        do {
            let rows = try await readers.execute(
                SQL.tile,
                [.int2(Int16(tile.address.level)), .int8(Int64(clamping: tile.address.index))]
            )
            guard let hashes = try rows.first?.bytes("hashes"), hashes.count >= tile.width * MerkleHash.byteCount else {
                return nil
            }
            return Array(hashes.prefix(tile.width * MerkleHash.byteCount))
        } catch { throw StoreFailure(error) }
    }

    package func health() async throws(StoreFailure) -> StoreHealth {
        do {
            let row = try await readers.execute(SQL.health).one()
            return StoreHealth(
                openDeliveries: try row.int8("open"),
                dueDeliveries: try row.int8("due"),
                unsealedEntries: try row.int8("unsealed"),
                logSize: try row.int8("size"),
                queuedRuns: try row.int8("runs")
            )
        } catch { throw StoreFailure(error) }
    }
}

/// Tiles as they are stored: one row each, at its widest so far.
enum StoredTiles {
    static func fetch(_ references: [TileReference], on connection: SyncConnection) throws -> TileSet {
        guard !references.isEmpty else { return TileSet() }
        let rows = try connection.exec(
            SQL.sealTiles,
            [
                .int2Array(references.map { Int16($0.address.level) }),
                .int8Array(references.map { Int64(clamping: $0.address.index) }),
            ]
        )
        return TileSet(
            try rows.map { row in
                let address = TileAddress(level: Int(try row.int2("level")), index: UInt64(try row.int8("n")))
                return try Tile(address: address, bytes: try row.bytes("hashes"))
            }
        )
    }
}
