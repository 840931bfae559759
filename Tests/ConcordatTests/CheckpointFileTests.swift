// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import Testing
import TransparencyLog

@testable import concordat

@Suite struct CheckpointFileTests {
    private func signer(_ origin: String) throws -> NoteSigner {
        try NoteSigner(name: NoteKeyName(origin), privateKey: Curve25519.Signing.PrivateKey())
    }

    /// Runs a body with a path in a folder of its own.
    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.appending(path: "checkpoint").path)
    }

    @Test func `what is published is read again, and a shorter log does not replace it`() async throws {
        let signer = try signer("test.example/log")
        try await inFolder { path in
            let file = CheckpointFile(path: path, key: signer.verifierKey)
            #expect(!file.isThere)
            #expect(try await file.newest() == nil)
            try await file.publish(try Checkpoint.sign(size: 0, root: .emptyRoot, by: signer))
            #expect(try await file.newest()?.size == 0)
            try await file.publish(try Checkpoint.sign(size: 3, root: .leaf(of: [1]), by: signer))
            try await file.publish(try Checkpoint.sign(size: 2, root: .leaf(of: [2]), by: signer))
            #expect(try await file.newest()?.size == 3)
        }
    }

    @Test func `the checkpoint of another log is refused by its name`() async throws {
        let mine = try signer("test.example/log"), other = try signer("test.example/other")
        try await inFolder { path in
            try await CheckpointFile(path: path, key: other.verifierKey)
                .publish(try Checkpoint.sign(size: 3, root: .leaf(of: [1]), by: other))
            let file = CheckpointFile(path: path, key: mine.verifierKey)
            let failure = await #expect(throws: (any Error).self) { try await file.newest() }
            let words = failure.map { "\($0)" } ?? ""
            #expect(words.contains("another log, test.example/other") && words.contains(path))
        }
    }

    @Test func `a checkpoint of this name under another key, or no checkpoint at all, is refused`() async throws {
        let mine = try signer("test.example/log"), stranger = try signer("test.example/log")
        try await inFolder { path in
            try await CheckpointFile(path: path, key: stranger.verifierKey)
                .publish(try Checkpoint.sign(size: 3, root: .leaf(of: [1]), by: stranger))
            let file = CheckpointFile(path: path, key: mine.verifierKey)
            await #expect(throws: (any Error).self) { try await file.newest() }
            try Data("nothing".utf8).write(to: URL(filePath: path))
            await #expect(throws: (any Error).self) { try await file.newest() }
        }
    }
}
