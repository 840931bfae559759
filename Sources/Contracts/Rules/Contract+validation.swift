// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

extension Contract {
    /// Steps all CEL rules together may take on one message.
    private static let messageBudget = 1_000_000
    /// Beyond this many faults a message is refused without sorting warnings from errors.
    private static let schemaLimit = 10_000

    /// Checks one message.
    ///
    /// A CEL rule that cannot be worked out (an absent optional field it does not guard with `has()`, a cost limit) is
    /// broken and says so, unless the message is already misshapen: then the shape is reported and the rule is silent.
    /// `lowering`: ids of rules whose violations are warnings here; faults of plain fields are never lowered.
    package func validate(_ message: JSONNode, lowering: Set<String> = []) -> ContractVerdict {
        validate(message, lowering: lowering, isWhole: true)
    }

    /// `isWhole`: false for what is left of a message, which the schema of another body does not bind.
    func validate(_ message: JSONNode, lowering: Set<String> = [], isWhole: Bool) -> ContractVerdict {
        var report = ViolationReport(lowering: lowering)
        checkSchema(message, into: &report)
        if isWhole, let gate { check(gate, message, into: &report) }
        var budget = Contract.messageBudget
        for rule in plan {
            switch rule.body {
            case .cel(let expression, _): check(rule, expression, message, &budget, into: &report)
            case .check(let check, _): self.check(rule, check, message, into: &report)
            case .bound(let bound): check(rule, bound, message, into: &report)
            case .fragment: continue
            }
        }
        return report.verdict
    }

    // MARK: the schema

    private func checkSchema(_ message: JSONNode, into report: inout ViolationReport) {
        var violations = checker.validate(message, limit: ViolationReport.limit)
        sort(violations, message, into: &report)
        // A full list of warnings could hide an error behind it.
        guard violations.count >= ViolationReport.limit, !report.hasErrors else { return }
        violations = checker.validate(message, limit: Contract.schemaLimit)
        sort(violations, message, into: &report)
        guard violations.count >= Contract.schemaLimit, !report.hasErrors else { return }
        report.add(
            Violation(
                pointer: "",
                rule: "too-many",
                description: "breaks the contract in too many places",
                mend: "mend the places named and send again"
            )
        )
    }

    private func sort(_ violations: [SchemaViolation], _ message: JSONNode, into report: inout ViolationReport) {
        for violation in violations {
            guard !violation.isUndecided else {
                report.add(.tooMuchWork)
                continue
            }
            guard let tokens = try? JSONPointer(parsing: violation.instance).tokens else {
                report.add(
                    Violation(
                        pointer: "",
                        rule: violation.keyword,
                        description: "breaks the contract",
                        mend: "compare it with the contract"
                    )
                )
                continue
            }
            if let index = places.rule(at: violation.schema) {
                let rule = rules[index]
                let node = locate(tokens[...], towards: rule.node)
                report.add(rule, at: node + NodeWalk.pointer(rule.report.upToStar, []))
            } else {
                add(violation, tokens, message, into: &report)
            }
        }
    }

    private func add(
        _ violation: SchemaViolation,
        _ tokens: [String],
        _ message: JSONNode,
        into report: inout ViolationReport
    ) {
        let shape = SchemaPlaces.shape(at: violation.schema, in: shape)
        let pointer = locate(tokens[...], towards: shape.pattern)
        let node = tokens.count == shape.pattern.tokens.count ? message.at(JSONPointer(tokens: tokens)) : nil
        if violation.keyword == "required", let node {
            let missing = shape.properties.filter { $0.isRequired && node[$0.name] == nil }
            for child in missing { report.add(FieldWords.missing(child.name, in: pointer)) }
            if !missing.isEmpty { return }
        }
        let isKey = violation.schema.split(separator: "/").contains("propertyNames")
        report.add(
            FieldWords.violation(
                violation.keyword,
                detail: violation.detail,
                shape: shape,
                pointer: pointer,
                isKey: isKey
            )
        )
    }

    /// The pointer of a node without the sender's own names: a map's key is shown as `*`.
    ///
    /// `tokens`: where the validator points; it stops at a map, whose keys it does not tell.
    private func locate(_ tokens: ArraySlice<String>, towards pattern: FieldPattern) -> String {
        var shape = self.shape
        var pointer = ""
        var depth = 0
        for (token, expected) in zip(tokens, pattern.tokens) {
            pointer += "/" + (shape.kind == .array ? token : expected)
            shape = shape.child(expected) ?? shape
            depth += 1
        }
        return pointer + pattern.tokens.dropFirst(depth).map { "/" + $0 }.joined()
    }

    // MARK: the plan

    private func check(
        _ rule: Rule,
        _ expression: CELExpression,
        _ message: JSONNode,
        _ budget: inout Int,
        into report: inout ViolationReport
    ) {
        let tokens = rule.node.tokens
        NodeWalk.visit(message, tokens[...]) { node, indices in
            guard node.kind != .null else { return }
            let allowance = min(budget, CELMachine.budget)
            var machine = CELMachine(this: CELValue(node), budget: allowance)
            var reason: String?
            do throws(CELError) {
                let holds = try machine.decide(expression)
                budget -= allowance - machine.left
                if holds { return }
            } catch {
                budget -= allowance - max(0, machine.left)
                guard !report.isMisshapen || error == .tooCostly else { return }
                reason = "the rule could not be evaluated: \(error.words)"
            }
            report.add(rule, at: NodeWalk.pointer(tokens + rule.report.upToStar, indices), because: reason)
        }
    }

    private func check(_ rule: Rule, _ check: NamedCheck, _ message: JSONNode, into report: inout ViolationReport) {
        let tokens = rule.node.tokens
        NodeWalk.visit(message, tokens.prefix(check.sharedDepth)) { holder, outer in
            let day = check.date.flatMap { NodeWalk.node(holder, $0.tokens.dropFirst(check.sharedDepth)) }?.stringValue
            NodeWalk.visit(holder, tokens.dropFirst(check.sharedDepth), outer) { node, indices in
                guard let text = node.stringValue ?? node.numberText else { return }
                guard !check.accepts(text, on: day.map { String($0.prefix(10)) }) else { return }
                report.add(rule, at: NodeWalk.pointer(tokens + rule.report.upToStar, indices))
            }
        }
    }

    private func check(_ rule: Rule, _ bound: TimeBound, _ message: JSONNode, into report: inout ViolationReport) {
        let tokens = rule.node.tokens
        NodeWalk.visit(message, tokens[...]) { node, indices in
            guard let text = node.stringValue, !bound.allows(text) else { return }
            report.add(rule, at: NodeWalk.pointer(tokens, indices))
        }
    }
}

extension FieldPattern {
    /// The tokens before the first star: what can be pointed to without saying which item.
    fileprivate var upToStar: ArraySlice<String> { tokens.prefix { $0 != "*" } }
}
