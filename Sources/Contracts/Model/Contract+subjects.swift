// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

extension Contract {
    /// The subjects of one message, in the order they are declared and stand.
    package func subjects(in message: JSONNode) -> [SubjectFound] {
        var found: [SubjectFound] = []
        for declaration in subjects {
            NodeWalk.visit(message, declaration.pointer.tokens[...]) { node, _ in
                guard node.kind != .null else { return }
                found.append(declaration.found(in: node))
            }
        }
        return found
    }
}

extension SubjectDeclaration {
    fileprivate func found(in node: JSONNode) -> SubjectFound {
        var actualRole = role
        if let roleFrom {
            NodeWalk.visit(node, roleFrom.tokens[...]) { value, _ in
                actualRole = value.stringValue.flatMap(Role.init(rawValue:)) ?? actualRole
            }
        }
        let found = identifiers.flatMap { $0.found(in: node) }
        return SubjectFound(role: actualRole, identifiers: found, declaration: pointer)
    }
}

extension SubjectDeclaration.Identifier {
    fileprivate func found(in node: JSONNode) -> [SubjectFound.Identifier] {
        var found: [SubjectFound.Identifier] = []
        switch scheme {
        case .fixed(let scheme):
            NodeWalk.visit(node, pointer.tokens[...]) { value, _ in
                guard let text = value.stringValue ?? value.numberText else { return }
                found.append(SubjectFound.Identifier(scheme: scheme, value: text))
            }
        case .sibling(let member):
            NodeWalk.visit(node, pointer.tokens.dropLast()) { holder, _ in
                guard let name = pointer.tokens.last, let value = holder[name],
                    let scheme = holder[member]?.stringValue,
                    let text = value.stringValue ?? value.numberText
                else { return }
                found.append(SubjectFound.Identifier(scheme: scheme, value: text))
            }
        }
        return found
    }
}
