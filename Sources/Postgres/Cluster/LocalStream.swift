// SPDX-License-Identifier: Apache-2.0
import Glibc

/// One end of a socket pair between a process and its child, closed when released.
final class LocalStream {
    private(set) var descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close() }

    /// Two ends that no other child inherits, so that each end notices when the other's process dies.
    static func pair() throws(PostgresError) -> (LocalStream, LocalStream) {
        let ends = try descriptors()
        return (LocalStream(ends.0), LocalStream(ends.1))
    }

    /// The two ends, to be closed by the caller.
    static func descriptors() throws(PostgresError) -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw PostgresError(.connectFailed, "the system refused a socket pair")
        }
        return (ends[0], ends[1])
    }

    func close() {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Writes a line without raising SIGPIPE; false when the other end is gone.
    func writeLine(_ line: String) -> Bool {
        let bytes = Array((line + "\n").utf8)
        return send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// Blocks for the next line; nil when the other end is gone.
    func readLine() -> String? {
        var line: [UInt8] = []
        while let byte = readByte() {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }

    /// Blocks until the other end is closed.
    func readAll() -> String {
        var text: [UInt8] = []
        while let byte = readByte() { text.append(byte) }
        return String(decoding: text, as: UTF8.self)
    }

    private func readByte() -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count == 1 { return byte }
            if count == 0 || errno != EINTR { return nil }
        }
    }
}
