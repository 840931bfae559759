// SPDX-License-Identifier: Apache-2.0
import CLibPQ

extension PostgresError {
    /// The error a result reports, or the loss of the connection when it carries no SQLSTATE.
    ///
    /// `result` must be a live PGresult and `connection` a live PGconn; neither is kept.
    init(result: OpaquePointer?, connection: OpaquePointer, statement: String?) {
        func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
        guard let state = field(CLIBPQ_SQLSTATE) else {
            self.init(
                .connectionLost,
                Self.firstLine(of: connection, otherwise: "the connection to PostgreSQL was lost")
            )
            self.statement = statement
            return
        }
        self.init(.server, Self.safeMessage(state: state, primary: field(CLIBPQ_MESSAGE) ?? ""))
        sqlState = state
        severity = field(CLIBPQ_SEVERITY) ?? "ERROR"
        constraint = field(CLIBPQ_CONSTRAINT)
        table = field(CLIBPQ_TABLE)
        column = field(CLIBPQ_COLUMN)
        self.statement = statement
        isStalePlan =
            state == "26000" || (state == "0A000" && field(CLIBPQ_FUNCTION) == "RevalidateCachedQuery")
    }

    /// The first line of libpq's own report, which speaks of hosts and sockets and never of rows or passwords.
    static func firstLine(of connection: OpaquePointer, otherwise: String) -> String {
        guard let raw = PQerrorMessage(connection) else { return otherwise }
        let line = String(cString: raw).split(separator: "\n").first.map(String.init) ?? ""
        return line.isEmpty ? otherwise : line
    }

    /// The primary message, except for data exceptions (class 22), whose text quotes the offending value.
    private static func safeMessage(state: String, primary: String) -> String {
        guard state.hasPrefix("22") else { return primary }
        return dataExceptions[state] ?? "a value does not fit its type"
    }

    private static let dataExceptions = [
        "22001": "a text is too long for its column",
        "22003": "a number is out of range",
        "22007": "a date or time is malformed",
        "22008": "a date or time is out of range",
        "22012": "division by zero",
        "22021": "a text holds a character that UTF-8 text cannot store",
        "22P02": "a text does not read as the type it stands for",
        "22P03": "a binary parameter does not fit its type",
        "22P05": "a text holds a character that cannot be converted",
        "2202E": "an array subscript is wrong",
    ]
}
