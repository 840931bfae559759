// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The unprivileged user that runs PostgreSQL when we are root, as which it refuses to run.
struct ClusterUser: Sendable {
    let id: uid_t
    let group: gid_t

    /// Nil when we are not root and PostgreSQL simply runs as we do.
    static func needed() throws(PostgresError) -> ClusterUser? {
        guard geteuid() == 0 else { return nil }
        guard let user = named("postgres") ?? named("nobody") else {
            throw PostgresError(
                .cluster,
                "PostgreSQL does not run as root, and there is neither a user postgres nor nobody"
            )
        }
        return user
    }

    private static func named(_ name: String) -> ClusterUser? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var strings = [CChar](repeating: 0, count: 16_384)
        // Proof: `strings` outlives every use of `entry`, of which only two numbers are read.
        guard getpwnam_r(name, &entry, &strings, strings.count, &found) == 0, found != nil else { return nil }
        return ClusterUser(id: entry.pw_uid, group: entry.pw_gid)
    }
}
