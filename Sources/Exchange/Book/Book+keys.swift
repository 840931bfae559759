// SPDX-License-Identifier: Apache-2.0

extension Book {
    /// The clause a key stands for.
    package func clauseRef(key: Int32) -> ClauseRef? { rule(key: key)?.ref }
}

extension BookContracts {
    /// The contract version a key stands for.
    package subscript(key key: Int32) -> BookContract? { all.first { $0.key == key } }

    /// The newest version of a major.
    package func newest(of major: ContractMajor) -> BookContract? { versions(of: major).last }
}

extension Directory {
    /// The source under which a client sends for an agency when its documents do not name one: the first by name.
    package func source(of actor: Actor) -> String? {
        clients[actor.client]?.sources.filter { $0.agency == actor.agency }.map(\.source).min()
    }
}
