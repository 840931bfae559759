// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

extension ContractView {
    /// The disclosed part of a message: its scalars byte for byte, members in their order, no white space between.
    ///
    /// When any object of the message carries `addressRestricted: true` and the recipient may not receive restricted
    /// addresses, locations and narratives are left out too. Objects and list items on the way to a disclosed field stay,
    /// though nothing in them may be left. Members the contract does not list never pass.
    package func minimise(_ message: JSONNode) -> [UInt8] {
        let isRestricted = !mayReceiveRestricted && root.hasRestrictable && ContractView.isAddressRestricted(message)
        return message.projected(projection, leavesRestrictable: isRestricted)
    }

    /// True when a person in the message, at any depth, has a restricted address.
    package static func isAddressRestricted(_ node: JSONNode) -> Bool { node.holdsTrue("addressRestricted") }
}

extension JSONProjection {
    /// What a view shows.
    convenience init(_ view: ViewNode) {
        let kind: Kind =
            switch view.shape.kind {
            // Field names are plain ASCII and need no escape.
            case .object: .object(view.properties.map { Member(name: $0.shape.name, value: JSONProjection($0)) })
            case .map: .map(view.items.first.map(JSONProjection.init))
            case .array: .array(view.items.first.map(JSONProjection.init))
            // An object or array here was refused before; should one come, it does not pass.
            default: .scalar
            }
        self.init(kind, isRestrictable: view.shape.marks.isRestrictable)
    }
}
