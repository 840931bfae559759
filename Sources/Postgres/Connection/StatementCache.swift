// SPDX-License-Identifier: Apache-2.0

/// The statements one connection has prepared.
struct StatementCache {
    /// A statement prepared for certain parameter types.
    struct Prepared {
        /// Its name on the server, unique for the life of the connection.
        let name: ContiguousArray<CChar>
        let text: ContiguousArray<CChar>
        let types: [UInt32]

        /// A null fits any type; anything else only its own.
        func accepts(_ parameters: [PostgresValue]) -> Bool {
            guard types.count == parameters.count else { return false }
            for (type, parameter) in zip(types, parameters) {
                let wanted = parameter.type.rawValue
                if wanted != 0, wanted != type { return false }
            }
            return true
        }
    }

    /// The most statements kept; a guard against SQL that is built at run time.
    static let capacity = 512

    /// Found by name first, since hashing a whole text on every call costs more than comparing it once.
    private var byName: [String: [Prepared]] = [:]
    private var serial = 0
    private(set) var count = 0

    func find(_ statement: Statement, for parameters: [PostgresValue]) -> Prepared? {
        byName[statement.name]?.first { $0.text == statement.text && $0.accepts(parameters) }
    }

    /// Adds an entry, which the caller then prepares on the server.
    ///
    /// The type of a null comes from an earlier preparation of the same text where there was one, so that a column
    /// that is sometimes null leads to two preparations at most.
    mutating func add(_ statement: Statement, for parameters: [PostgresValue]) -> Prepared {
        let earlier = byName[statement.name]?.last { $0.text == statement.text && $0.types.count == parameters.count }
        let types = parameters.enumerated().map { index, parameter in
            parameter.type == .unspecified ? earlier?.types[index] ?? 0 : parameter.type.rawValue
        }
        serial += 1
        let prepared = Prepared(name: "s\(serial)".utf8CString, text: statement.text, types: types)
        byName[statement.name, default: []].append(prepared)
        count += 1
        return prepared
    }

    mutating func remove(_ statement: Statement, _ prepared: Prepared) {
        let before = byName[statement.name]?.count ?? 0
        byName[statement.name]?.removeAll { $0.name == prepared.name }
        count -= before - (byName[statement.name]?.count ?? 0)
    }

    /// Forgets every preparation of a statement whose plans went stale.
    mutating func forget(_ statement: Statement) {
        count -= byName.removeValue(forKey: statement.name)?.count ?? 0
    }

    mutating func removeAll() {
        byName.removeAll()
        count = 0
    }
}
