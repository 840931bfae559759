// SPDX-License-Identifier: Apache-2.0

import Foundation
import Journal
import TransparencyLog

/// The last checkpoint in a file outside the database: replaced as a whole and flushed to the disk, so that a crash leaves the old or the
/// new one and never half of each.
struct CheckpointFile: CheckpointShelf {
    let path: String
    let key: NoteVerifierKey

    var place: String { path }

    enum Failure: Error, CustomStringConvertible {
        case unwritable(String)

        var description: String {
            switch self {
            case .unwritable(let path): "\(path) cannot be written. Mend: check the folder and its owner."
            }
        }
    }

    func newest() async throws -> Checkpoint? {
        guard let note = try note() else { return nil }
        return try Checkpoint(text: note.text)
    }

    /// The note as it stands, its signature verified.
    func note() throws -> SignedNote? {
        guard isThere else { return nil }
        // There and unreadable is not the same as not there: the sealer must not begin anew over it.
        guard let data = FileManager.default.contents(atPath: path) else { throw SealFailure.unreadable(path) }
        guard let note = try? SignedNote(parsing: Array(data)), let checkpoint = try? Checkpoint(text: note.text) else {
            throw SealFailure.untrusted(path)
        }
        guard checkpoint.origin == key.name else {
            throw SealFailure.foreign(place: path, origin: checkpoint.origin.text)
        }
        guard case .verified = note.verify(keys: [key]) else { throw SealFailure.untrusted(path) }
        return note
    }

    /// Whether there is such a file, whatever it holds.
    var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    func publish(_ note: SignedNote) async throws {
        // Two nodes may share the file: the longer log stays.
        if let kept = try await newest(), try kept.size >= Checkpoint(text: note.text).size { return }
        // A name of its own: two nodes may share the file.
        let new = path + ".\(UUID().uuidString).new"
        guard FileManager.default.createFile(atPath: new, contents: Data(note.encoded.utf8)),
            let file = FileHandle(forWritingAtPath: new)
        else { throw Failure.unwritable(new) }
        try file.synchronize()
        try file.close()
        guard rename(new, path) == 0 else { throw Failure.unwritable(path) }
    }
}
