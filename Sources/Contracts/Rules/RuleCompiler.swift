// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Compiles the rule drafts of a contract against its whole shape, deepest nodes first.
struct RuleCompiler {
    /// A fault of one rule and where its text stands.
    struct Problem {
        let place: JSONPointer
        let problem: String
        let mend: String
    }

    private let root: Shape
    private let lists: CodeLists
    private(set) var rules: [Rule] = []
    private(set) var problems: [Problem] = []

    init(_ root: Shape, lists: CodeLists) {
        self.root = root
        self.lists = lists
        compile(root, enclosing: [])
    }

    private mutating func compile(_ shape: Shape, enclosing: [Shape]) {
        for child in shape.properties + shape.items { compile(child, enclosing: enclosing + [shape]) }
        for bound in shape.bounds {
            rules.append(
                Rule(
                    id: bound.relation.rawValue,
                    description: "\(bound.relation.words) \(bound.limit)",
                    severity: .error,
                    node: shape.pattern,
                    report: .root,
                    touches: [Touch(pattern: shape.pattern, depth: .whole)],
                    body: .bound(bound)
                )
            )
        }
        // Fragments that refuse come first in the node's allOf, so that the published schema is a prefix of the checked one.
        let fragments = shape.rules.filter(\.isFragment)
        let order = fragments.filter { $0.severity == .error } + fragments.filter { $0.severity == .warning }
        for draft in shape.rules {
            let index = order.firstIndex { $0.id == draft.id } ?? 0
            guard shape.descendant(draft.report.tokens) != nil else {
                problems.append(
                    Problem(
                        place: draft.place,
                        problem: "the rule's path names a field the node does not have",
                        mend: "give path relative to the node the rule stands on"
                    )
                )
                continue
            }
            if let (body, touches) = body(draft, shape, index, enclosing) {
                rules.append(
                    Rule(
                        id: draft.id,
                        description: draft.description,
                        severity: draft.severity,
                        node: shape.pattern,
                        report: draft.report,
                        touches: touches,
                        body: body
                    )
                )
            }
        }
    }

    private mutating func body(
        _ draft: RuleDraft,
        _ shape: Shape,
        _ index: Int,
        _ enclosing: [Shape]
    ) -> (Rule.Body, Set<Touch>)? {
        switch draft.body {
        case .fragment(let fragment):
            do throws(FragmentFields.Problem) {
                return (.fragment(fragment, index: index), try FragmentFields.read(by: fragment, on: shape))
            } catch {
                switch error {
                case .keyword(let keyword):
                    refuse(draft, "\(keyword) cannot stand here in a fragment", "write the fragment without it")
                case .field(let error): refuse(draft, error.words, "correct the field's name")
                }
            }
        case .cel(let source):
            guard let expression = parse(source, draft) else { return nil }
            do throws(FieldError) {
                return (.cel(expression, source: source), try CELFields.read(by: expression, on: shape))
            } catch {
                refuse(draft, error.words, "correct the field's name")
            }
        case .check(let implementation):
            switch NamedCheck.compile(implementation, on: shape, enclosing: enclosing, lists: lists) {
            case .success(let check):
                var touches: Set<Touch> = [Touch(pattern: shape.pattern, depth: .whole)]
                if let date = check.date { touches.insert(Touch(pattern: date, depth: .whole)) }
                return (.check(check, implementation: implementation), touches)
            case .failure(let error):
                refuse(draft, error.problem, error.mend)
            }
        }
        return nil
    }

    private mutating func parse(_ source: String, _ draft: RuleDraft) -> CELExpression? {
        do throws(CELSyntaxError) {
            return try CELParser.parse(source)
        } catch {
            refuse(draft, "at byte \(error.offset) of the expression: \(error.reason)", "correct the expression")
            return nil
        }
    }

    private mutating func refuse(_ draft: RuleDraft, _ problem: String, _ mend: String) {
        problems.append(Problem(place: draft.place, problem: problem, mend: mend))
    }
}

extension RuleDraft {
    var isFragment: Bool {
        guard case .fragment = body else { return false }
        return true
    }
}
