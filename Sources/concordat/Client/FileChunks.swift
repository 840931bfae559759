// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import NIOCore
import NIOPosix

/// A file in pieces, read on threads that may block; can be gone through once.
struct FileChunks: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    private static let pieceBytes = 256 << 10

    let size: Int64
    private let handle: FileHandle
    private let onPiece: @Sendable (_ bytesSent: Int64) -> Void

    struct Unreadable: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) cannot be read. Mend: give the path of a file." }
    }

    /// - Parameter onPiece: told how much has been handed over.
    init(_ path: String, onPiece: @escaping @Sendable (Int64) -> Void = { _ in }) throws {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let attributes, attributes[.type] as? FileAttributeType == .typeRegular,
            let size = attributes[.size] as? Int,
            let handle = FileHandle(forReadingAtPath: path)
        else { throw Unreadable(path: path) }
        self.size = Int64(size)
        self.handle = handle
        self.onPiece = onPiece
    }

    /// SHA-256 over a file, in hexadecimal.
    static func digest(of path: String) async throws -> String {
        var hash = SHA256()
        for try await piece in try FileChunks(path) { hash.update(data: piece.readableBytesView) }
        return KeyFiles.hex(hash.finalize())
    }

    func makeAsyncIterator() -> Iterator { Iterator(handle: handle, onPiece: onPiece) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let handle: FileHandle
        fileprivate let onPiece: @Sendable (Int64) -> Void
        private var sent: Int64 = 0

        fileprivate init(handle: FileHandle, onPiece: @escaping @Sendable (Int64) -> Void) {
            self.handle = handle
            self.onPiece = onPiece
        }

        mutating func next() async throws -> ByteBuffer? {
            let piece = try await NIOThreadPool.singleton.runIfActive { [handle] in
                try handle.read(upToCount: FileChunks.pieceBytes)
            }
            guard let piece, !piece.isEmpty else { return nil }
            sent += Int64(piece.count)
            onPiece(sent)
            return ByteBuffer(bytes: piece)
        }
    }
}
