// SPDX-License-Identifier: Apache-2.0

/// The outermost disclosed and withheld fields of a view.
struct ViewParts {
    private(set) var disclosed: [FieldPattern] = []
    private(set) var withheld: [FieldPattern] = []

    init(_ shape: Shape, _ root: ViewNode, _ named: Set<FieldPattern>) {
        collect(shape, root, named, isInside: false)
        disclosed.sort()
        withheld.sort()
    }

    private mutating func collect(_ shape: Shape, _ node: ViewNode?, _ named: Set<FieldPattern>, isInside: Bool) {
        guard let node else { return withheld.append(shape.pattern) }
        let isShown = isInside || named.contains(shape.pattern)
        let isReported = isShown && node.isWhole
        if isReported { disclosed.append(shape.pattern) }
        for child in shape.properties + shape.items where !isReported {
            collect(child, node.child(child.name), named, isInside: isShown)
        }
    }
}
