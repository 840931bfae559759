// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension Contract {
    /// Holds the whole message to the schema of another body.
    ///
    /// Every fault refuses and none is lowered: a message that is not what its name says can be read by nobody.
    func check(_ gate: ForeignGate, _ message: JSONNode, into report: inout ViolationReport) {
        for violation in gate.checker.validate(message, limit: ViolationReport.limit) {
            guard !violation.isUndecided else {
                report.add(.tooMuchWork)
                continue
            }
            report.add(
                Violation(
                    pointer: masked(violation.instance),
                    rule: violation.keyword,
                    description: "\(violation.detail), by the schema of \(gate.reference.url)",
                    mend: "send here what that schema allows"
                )
            )
        }
    }

    /// The pointer with the keys of the contract's own maps, which are the sender's data, shown as `*`.
    ///
    /// Of other names the validator tells only those that the schema itself has.
    private func masked(_ pointer: String) -> String {
        guard let tokens = try? JSONPointer(parsing: pointer).tokens else { return "" }
        var shape: Shape? = shape
        let shown = tokens.map { token in
            let isKey = shape?.kind == .map
            shape = shape?.child(isKey || shape?.kind == .array ? "*" : token)
            return isKey ? "*" : token
        }
        return JSONPointer(tokens: shown).description
    }
}

extension Violation {
    /// A bound on depth or work was met before it was known whether anything is wrong.
    static let tooMuchWork = Violation(
        pointer: "",
        rule: "too-much-work",
        description: "takes too much work to be checked against the contract",
        mend: "send less in one message"
    )
}
