// SPDX-License-Identifier: Apache-2.0

/// Gathers the violations of one message, each once and graded.
struct ViolationReport {
    static let limit = 100

    private let lowering: Set<String>
    private var errors: [Violation] = []
    private var warnings: [Violation] = []
    private var seen: Set<Violation> = []
    /// The schema itself refused something, so that rules may find fields missing or misshapen.
    private(set) var isMisshapen = false

    init(lowering: Set<String>) {
        self.lowering = lowering
    }

    var hasErrors: Bool { !errors.isEmpty }

    var verdict: ContractVerdict { ContractVerdict(errors: errors, warnings: warnings) }

    /// A fault of a plain field; never lowered.
    mutating func add(_ violation: Violation) {
        isMisshapen = true
        append(violation, isError: true)
    }

    /// A broken rule of the contract.
    ///
    /// Time bounds belong to their field and are never lowered.
    mutating func add(_ rule: Rule, at pointer: String, because reason: String? = nil) {
        let description = reason.map { "\(rule.description) (\($0))" } ?? rule.description
        let violation = Violation(pointer: pointer, rule: rule.id, description: description, mend: rule.mend)
        if case .bound = rule.body { return append(violation, isError: true) }
        append(violation, isError: rule.severity == .error && !lowering.contains(rule.id))
    }

    private mutating func append(_ violation: Violation, isError: Bool) {
        let count = isError ? errors.count : warnings.count
        guard count < ViolationReport.limit, seen.insert(violation).inserted else { return }
        if isError { errors.append(violation) } else { warnings.append(violation) }
    }
}
