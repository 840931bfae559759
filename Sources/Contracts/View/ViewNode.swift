// SPDX-License-Identifier: Apache-2.0

/// What a recipient is shown of one node of a contract; nodes that are not in the tree are withheld.
struct ViewNode: Sendable {
    let shape: Shape
    let properties: [ViewNode]
    let items: [ViewNode]
    /// Nothing below is withheld.
    let isWhole: Bool
    /// This node or one below is a location or narrative.
    let hasRestrictable: Bool
    /// This node or one below accepts unlisted members.
    let hasOpen: Bool

    /// The whole of a contract.
    init(complete shape: Shape) {
        self.init(shape, shape.properties.map { ViewNode(complete: $0) }, shape.items.map { ViewNode(complete: $0) })
    }

    /// A message of which nothing is disclosed.
    init(withholding shape: Shape) {
        self.init(shape, [], [])
    }

    /// The disclosed part of a contract; nil when nothing of it is disclosed.
    ///
    /// `known`: the fields that were reviewed; nil means all.
    init?(_ shape: Shape, disclosing patterns: Set<FieldPattern>, known: Set<FieldPattern>?, isInside: Bool = false) {
        guard known?.contains(shape.pattern) ?? true else { return nil }
        let isShown = isInside || patterns.contains(shape.pattern)
        func part(_ children: [Shape]) -> [ViewNode] {
            children.compactMap { ViewNode($0, disclosing: patterns, known: known, isInside: isShown) }
        }
        let properties = part(shape.properties)
        let items = part(shape.items)
        guard isShown || !properties.isEmpty || !items.isEmpty else { return nil }
        self.init(shape, properties, items)
    }

    private init(_ shape: Shape, _ properties: [ViewNode], _ items: [ViewNode]) {
        let children = properties + items
        self.shape = shape
        self.properties = properties
        self.items = items
        isWhole = children.count == shape.properties.count + shape.items.count && children.allSatisfy(\.isWhole)
        hasRestrictable = shape.marks.isRestrictable || children.contains(where: \.hasRestrictable)
        hasOpen = shape.isOpen || children.contains(where: \.hasOpen)
    }

    func child(_ token: String) -> ViewNode? {
        token == "*" ? items.first : properties.first { $0.shape.name == token }
    }

    /// The nodes on the way to a pattern, this one first; nil when it is withheld.
    func path(to pattern: FieldPattern) -> [ViewNode]? {
        var path = [self]
        for token in pattern.tokens {
            guard let next = path.last?.child(token) else { return nil }
            path.append(next)
        }
        return path
    }
}
