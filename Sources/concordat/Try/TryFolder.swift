// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The folder of a trial: everything it makes lies below it, and the next trial replaces it.
struct TryFolder: Sendable {
    /// Where trials are kept unless told otherwise.
    static let standard = ".concordat/try"
    /// Stands in every folder a trial made; no other folder is ever replaced.
    private static let mark = "made-by-concordat-try"

    /// The path as the user gave it, for commands to be shown.
    let shown: String
    /// The same from the root.
    let path: String

    init(_ path: String) {
        shown = path.hasSuffix("/") ? String(path.dropLast()) : path
        self.path = URL(filePath: path).standardizedFileURL.path
    }

    var settings: String { path + "/settings.yaml" }
    var keys: String { path + "/keys" }
    var contracts: String { path + "/contracts" }
    var credentials: String { path + "/credentials.yaml" }
    var identities: String { path + "/identities.json" }
    var checkpoint: String { path + "/checkpoint" }
    var authority: String { path + "/ca.pem" }
    var serverCertificate: String { path + "/server.pem" }
    var serverKey: String { path + "/server.key" }
    var destinationCertificate: String { path + "/destination.pem" }
    var destinationKey: String { path + "/destination.key" }
    func log(_ program: String) -> String { "\(path)/\(program).log" }

    func certificate(of client: String) -> String { "\(path)/clients/\(client).pem" }
    func key(of client: String) -> String { "\(path)/clients/\(client).key" }

    func identity(of client: String) -> ClientIdentity {
        ClientIdentity(certificate: certificate(of: client), key: key(of: client), authority: authority)
    }

    /// Why the folder cannot be used.
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    /// Makes the folder anew.
    ///
    /// - Returns: the lock that keeps other trials out; it is given back when released or when the process ends, however it ends.
    func make() throws -> FileHandle {
        let files = FileManager.default
        try files.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true
        )
        let lock = try lock()
        if let found = try? files.contentsOfDirectory(atPath: path), !found.isEmpty {
            guard found.contains(Self.mark) else {
                throw Unusable(
                    description:
                        "\(path) holds something that no trial made. Mend: name another folder with --directory."
                )
            }
            try files.removeItem(atPath: path)
        }
        // Open to be passed through: PostgreSQL's user must reach its own folder below.
        try files.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o711]
        )
        try PrivateFile.write("", to: "\(path)/\(Self.mark)")
        try files.createDirectory(
            atPath: path + "/clients",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return lock
    }

    private func lock() throws -> FileHandle {
        let descriptor = open(path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Unusable(description: "\(path).lock cannot be opened. Mend: check the folder and its owner.")
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw Unusable(
                description:
                    "another trial runs in \(path). Mend: stop it, or name another folder with --directory and another --port."
            )
        }
        return handle
    }

    /// Where PostgreSQL keeps its data: here, or nil for a temporary folder where its user could not come here.
    var database: String? {
        guard geteuid() == 0 else { return path + "/database" }
        var folder = path
        while folder != "/" {
            let mode = (try? FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions]) as? Int ?? 0
            guard mode & 0o001 != 0 else { return nil }
            folder = (folder as NSString).deletingLastPathComponent
        }
        return path + "/database"
    }
}
