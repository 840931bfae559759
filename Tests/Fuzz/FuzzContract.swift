// SPDX-License-Identifier: Apache-2.0

/// A contract as JSON, a NUL, a record: a contract is compiled or told what is wrong with it, and what is minimised of a record it accepts
/// satisfies the schema of the view.
func fuzzContract(_ input: UnsafeBufferPointer<UInt8>) {
    let parts = input.split(separator: 0, maxSplits: 1)
    guard let first = parts.first, let text = try? JSONValue(parsing: Array(first)) else { return }
    let contract: Contract
    do throws(ContractProblems) { contract = try Contract(odcs: text) } catch {
        guard !error.problems.isEmpty else { fatalError("refused for no reason") }
        return
    }
    guard parts.count == 2, let record = try? JSONDocument(Array(parts[1])), contract.validate(record.root).isAccepted,
        let whole = try? ContractView(contract: contract, disclose: [""], mayReceiveRestricted: true)
    else { return }
    guard let minimised = try? JSONDocument(whole.minimise(record.root)),
        let schema = try? CompiledSchema(whole.schema),
        schema.isValid(minimised.root)
    else { fatalError("what is left of an accepted record does not satisfy the schema of its view") }
}
