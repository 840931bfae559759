// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc

/// Starts programs and waits for them; every call may block, so only threads of our own make them.
struct ChildProcess {
    let id: pid_t

    /// Starts a program in a session of its own, out of reach of the terminal's signals.
    ///
    /// `stream` becomes its standard input and output; no other descriptor is passed on.
    init(_ path: String, _ arguments: [String], stream: Int32) throws(PostgresError) {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_adddup2(&files, stream, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&files, stream, STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        // The system's own close-from is not visible to Swift; closing one that is gone meanwhile does no harm.
        for descriptor in Self.openDescriptors where descriptor > STDERR_FILENO {
            posix_spawn_file_actions_addclose(&files, descriptor)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A server may ignore or block signals; a child must not inherit that, or it could not be stopped.
        var every = sigset_t()
        sigfillset(&every)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &every)
        posix_spawnattr_setsigmask(&attributes, &none)
        let flags = Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK) | Self.setSession
        posix_spawnattr_setflags(&attributes, flags)
        // Proof: the duplicated strings live until the call returns and both lists end in nil.
        let words = ([path] + arguments).map { strdup($0) } + [nil]
        let environment = Self.environment.map { strdup($0) } + [nil]
        defer { (words + environment).forEach { free($0) } }
        var child = pid_t()
        let status = posix_spawn(&child, path, &files, &attributes, words, environment)
        guard status == 0 else {
            throw PostgresError(.cluster, "cannot start \(path): \(String(cString: strerror(status)))")
        }
        id = child
    }

    /// POSIX_SPAWN_SETSID of glibc and musl, which their headers hide from Swift.
    private static let setSession: Int16 = 0x80

    private static var openDescriptors: [Int32] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { Int32($0) }
    }

    /// Nothing of ours: PGDATA and its like would lead PostgreSQL's programs astray.
    private static let environment = [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", "HOME=/nonexistent",
    ]

    /// Blocks until the child has ended.
    @discardableResult
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return status
    }
}

extension ChildProcess {
    /// What a program prints when run to its end; nil if it cannot be run or fails.
    static func output(of path: String, _ arguments: [String]) -> String? {
        guard let (ours, theirs) = try? LocalStream.pair() else { return nil }
        let child = try? ChildProcess(path, arguments, stream: theirs.descriptor)
        theirs.close()
        guard let child else { return nil }
        let text = ours.readAll()
        return child.wait() == 0 ? text : nil
    }
}
