// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import TransparencyLog

extension Door {
    /// `GET /checkpoint`: the newest checkpoint as a signed note (C2SP tlog-checkpoint).
    func showCheckpoint() async throws(DoorFailure) -> Answer {
        let checkpoint: String?
        do throws(StoreFailure) { checkpoint = try await exchange.reader.checkpoint() } catch { throw .store(error) }
        guard let checkpoint else { throw .problem(.notFound) }
        return Answer(200, Answer.text, Array(checkpoint.utf8)).with("cache-control", "no-cache")
    }

    /// `GET /tile/…`: a hash tile (C2SP tlog-tiles).
    func showTile(_ path: String) async throws(DoorFailure) -> Answer {
        let tile: TileReference
        do throws(TilePathError) { tile = try TileReference(path: path) } catch { throw .problem(.notFound) }
        let bytes: [UInt8]?
        do throws(StoreFailure) { bytes = try await exchange.reader.tile(tile) } catch { throw .store(error) }
        guard let bytes else { throw .problem(.notFound) }
        // A full tile never changes again; a partial one is replaced by a wider one under another path.
        return Answer(200, "application/octet-stream", bytes)
            .with("cache-control", tile.isFull ? "public, max-age=31536000, immutable" : "public, max-age=60")
    }
}
