// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// The folders of a private cluster and the script that guards them; lives on the cluster's own thread.
final class ClusterGuardian {
    private let stream: LocalStream
    private let process: ChildProcess

    /// Where a private cluster keeps its files.
    struct Folders: Sendable {
        /// Socket and log; short, since a socket's path may have 107 bytes at most.
        let run: String
        let data: String
    }

    init(_ programs: PostgresPrograms, _ folders: Folders, keepsData: Bool, options: String) throws(PostgresError) {
        let user = try ClusterUser.needed()
        let (ours, theirs) = try LocalStream.pair()
        stream = ours
        let ids = user.map { [String($0.id), String($0.group)] } ?? ["", ""]
        process = try ChildProcess(
            "/bin/sh",
            ["-c", GuardianScript.text, "guardian", programs.folder, folders.data, folders.run]
                + [keepsData ? "keep" : "remove", options] + ids,
            stream: theirs.descriptor
        )
    }

    /// Has one command carried out and blocks until it is.
    func perform(_ command: String) throws(PostgresError) {
        guard stream.writeLine(command), let answer = stream.readLine() else {
            throw PostgresError(.cluster, "the guardian of the private PostgreSQL has died")
        }
        guard answer == "ok" else {
            throw PostgresError(.cluster, "PostgreSQL: \(command): \(answer.dropFirst("failed ".count))")
        }
    }

    /// Ends the script, and with it the server; blocks until both are gone and the folders removed.
    func finish() {
        stream.close()
        process.wait()
    }
}

extension ClusterGuardian.Folders {
    /// Makes the folders, which nobody but the cluster's user and root may enter.
    static func make(data: String?) throws(PostgresError) -> Self {
        if let data { try refuseForeign(absolute(data)) }
        // Proof: mkdtemp writes only over the six letters of the template it is given.
        var template = Array("/tmp/concordat-pg-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw PostgresError(.cluster, "cannot make a folder in /tmp") }
        let run = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let folders = Self(run: run, data: data.map(absolute) ?? run + "/data")
        do {
            try FileManager.default.createDirectory(
                atPath: folders.data,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            rmdir(run)
            throw PostgresError(.cluster, "cannot make the folder \(folders.data)")
        }
        if let user = try ClusterUser.needed() {
            for folder in [run, folders.data] where chown(folder, user.id, user.group) != 0 {
                throw PostgresError(.cluster, "cannot give the folder \(folder) to PostgreSQL's user")
            }
        }
        return folders
    }

    /// Refuses a folder with something else in it, since the cluster's folder is removed in the end.
    private static func refuseForeign(_ data: String) throws(PostgresError) {
        let files = FileManager.default
        guard files.fileExists(atPath: data), !files.fileExists(atPath: data + "/PG_VERSION") else { return }
        guard let content = try? files.contentsOfDirectory(atPath: data), content.isEmpty else {
            throw PostgresError(.cluster, "the folder \(data) is not empty and holds no PostgreSQL cluster")
        }
    }

    private static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }

    /// Whether a cluster has been made in the folder before.
    var holdsCluster: Bool { FileManager.default.fileExists(atPath: data + "/PG_VERSION") }
}
