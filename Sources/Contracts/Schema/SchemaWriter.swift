// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Writes a contract, or a view of it, as JSON Schema 2020-12.
struct SchemaWriter {
    let root: ViewNode
    let rules: [Rule]
    /// Locations and narratives may be missing, because an address in the message may be restricted.
    let mayLackRestricted: Bool
    /// Unlisted members, accepted on the way in, are never passed on.
    let closesOpen: Bool
    /// Also asserts the fragments that only warn; for the gateway's own validator, never published.
    let assertsWarnings: Bool
    /// Named beside the rules; of views nil, since what is left of a message is not held to it.
    var foreign: ForeignReference?

    /// The whole schema under its address.
    func schema(id: String) -> JSONValue {
        var members: [JSONMember] = [
            JSONMember("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            JSONMember("$id", .string(id)),
        ]
        members += node(root)
        let listed = kept.filter { !$0.isAsserted }.map(\.published) + (foreign.map { [$0.published] } ?? [])
        if !listed.isEmpty { members.append(JSONMember("x-rules", .array(listed))) }
        return .object(members)
    }

    /// The rules that a recipient of this view can check.
    var kept: [Rule] { rules.filter(isKept) }

    private func isKept(_ rule: Rule) -> Bool {
        rule.touches.allSatisfy { touch in
            guard let path = root.path(to: touch.pattern), let node = path.last else { return false }
            if touch.depth == .whole, !node.isWhole { return false }
            // An unlisted member is dropped on the way, and a rule over the whole object could see that.
            if touch.depth == .whole, closesOpen, node.hasOpen { return false }
            guard mayLackRestricted, !rule.toleratesAbsence else { return true }
            return !path.contains { $0.shape.marks.isRestrictable }
                && (touch.depth == .presence || !node.hasRestrictable)
        }
    }

    private func node(_ node: ViewNode) -> [JSONMember] {
        let shape = node.shape
        let type = JSONValue.string(shape.kind.jsonType)
        var members = [JSONMember("type", shape.isNullable ? .array([type, .string("null")]) : type)]
        members += shape.constraints.compactMap { constraint($0, node) }
        switch shape.kind {
        case .object: members += object(node)
        case .array: members += node.items.map { JSONMember("items", .object(self.node($0))) }
        case .map:
            if !shape.keyConstraints.isEmpty {
                members.append(JSONMember("propertyNames", .object(shape.keyConstraints)))
            }
            members += node.items.map { JSONMember("additionalProperties", .object(self.node($0))) }
        default: break
        }
        members += annotations(shape)
        let fragments = fragments(on: shape)
        if !fragments.isEmpty { members.append(JSONMember("allOf", .array(fragments))) }
        return members
    }

    private func object(_ node: ViewNode) -> [JSONMember] {
        var members = [
            JSONMember(
                "properties",
                .object(node.properties.map { JSONMember($0.shape.name, .object(self.node($0))) })
            )
        ]
        let required = node.properties.map(\.shape).filter {
            $0.isRequired && !(mayLackRestricted && $0.marks.isRestrictable)
        }
        if !required.isEmpty { members.append(JSONMember("required", .array(required.map { .string($0.name) }))) }
        if closesOpen || !node.shape.isOpen { members.append(JSONMember("additionalProperties", .bool(false))) }
        return members
    }

    /// Nil for an assertion that a minimised message could break.
    private func constraint(_ member: JSONMember, _ node: ViewNode) -> JSONMember? {
        switch member.name {
        case "enum":
            guard node.shape.isNullable, let codes = member.value.asElements else { return member }
            return JSONMember("enum", .array(codes + [.null]))
        case "minProperties", "uniqueItems":
            let isTouched = !node.isWhole || (mayLackRestricted && node.hasRestrictable) || (closesOpen && node.hasOpen)
            return isTouched ? nil : member
        default: return member
        }
    }

    private func annotations(_ shape: Shape) -> [JSONMember] {
        var members: [JSONMember] = []
        if let title = shape.title { members.append(JSONMember("title", .string(title))) }
        if let text = shape.description { members.append(JSONMember("description", .string(text))) }
        if !shape.examples.isEmpty { members.append(JSONMember("examples", .array(shape.examples))) }
        if shape.isDeprecated { members.append(JSONMember("deprecated", .bool(true))) }
        if !shape.annotations.isEmpty { members.append(JSONMember("x-odcs", .object(shape.annotations))) }
        return members
    }

    private func fragments(on shape: Shape) -> [JSONValue] {
        var found: [(index: Int, fragment: JSONValue)] = []
        for rule in rules where rule.node == shape.pattern && (assertsWarnings || rule.severity == .error) {
            guard case .fragment(let fragment, let index) = rule.body, isKept(rule) else { continue }
            found.append((index, fragment))
        }
        return found.sorted { $0.index < $1.index }.map(\.fragment)
    }
}
