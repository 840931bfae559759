// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The temporary folder of one run; removed at its end.
struct BenchFolder: Sendable {
    let path: String

    /// Makes a folder nobody else may enter.
    init() throws {
        path = NSTemporaryDirectory() + "concordat-bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(
            atPath: path + "/book",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    var book: String { path + "/book" }
    var keys: String { path + "/keys" }
    var settings: String { path + "/settings.yaml" }
    var checkpoint: String { path + "/checkpoint" }
    var authority: String { path + "/ca.pem" }
    var certificate: String { path + "/server.pem" }
    var key: String { path + "/server.key" }
    var events: String { path + "/events.jsonl" }

    func log(_ program: String) -> String { "\(path)/\(program).log" }

    /// A file could not be written.
    struct Unwritable: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) cannot be written. Mend: check the folder and its owner." }
    }

    /// Makes a folder in it.
    func folder(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
        return path + "/" + name
    }

    func write(_ text: String, to file: String) throws { try write(Array(text.utf8), to: file) }

    func write(_ bytes: [UInt8], to file: String) throws {
        let isWritten = FileManager.default.createFile(
            atPath: file,
            contents: Data(bytes),
            attributes: [.posixPermissions: 0o600]
        )
        guard isWritten else { throw Unwritable(path: file) }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
