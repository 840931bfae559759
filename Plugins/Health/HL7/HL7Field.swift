// SPDX-License-Identifier: Apache-2.0

/// One repetition of a field: components numbered from 1, of which subcomponents after the first are rarely wanted.
struct HL7Field {
    private let components: [ArraySlice<UInt8>]
    private let leaf: HL7Text

    init(_ bytes: ArraySlice<UInt8>, leaf: HL7Text) {
        self.leaf = leaf
        components = bytes.split(separator: leaf.separators.component, omittingEmptySubsequences: false)
    }

    /// The first component.
    var value: String? { self[1] }

    /// The first subcomponent of a component; nil when it is empty or the explicit null `""`.
    subscript(component: Int) -> String? {
        guard components.indices.contains(component - 1) else { return nil }
        let parts = components[component - 1].split(
            separator: leaf.separators.subcomponent,
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        return parts.first.flatMap(leaf.value)
    }
}
