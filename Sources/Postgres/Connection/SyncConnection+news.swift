// SPDX-License-Identifier: Apache-2.0
import CLibPQ

extension SyncConnection {
    /// Reads what the server sent unasked and says whether the connection survived it.
    ///
    /// A farewell can arrive before the end of the stream, so only an answer proves that the server still listens.
    func absorbNews() -> Bool {
        do {
            _ = try rows(PQexec(handle, ""), of: "probe")
        } catch {
            isOutOfStep = true
        }
        _ = takeNotifications()
        return condition == .idle
    }

    /// The notifications that have arrived.
    func takeNotifications() -> [PostgresNotification] {
        var found: [PostgresNotification] = []
        while let raw = PQnotifies(handle) {
            // Proof: libpq hands over one block holding the strings, alive until `PQfreemem`.
            defer { PQfreemem(raw) }
            found.append(
                PostgresNotification(
                    channel: String(cString: raw.pointee.relname),
                    payload: String(cString: raw.pointee.extra)
                )
            )
        }
        return found
    }
}
