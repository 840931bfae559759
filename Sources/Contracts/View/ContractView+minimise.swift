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
        var writer = Minimiser(isRestricted: isRestricted, capacity: message.rawBytes.count)
        writer.write(message, root)
        return writer.out
    }

    /// True when a person in the message, at any depth, has a restricted address.
    package static func isAddressRestricted(_ node: JSONNode) -> Bool {
        switch node.kind {
        case .object:
            for member in node.members {
                if member.value.boolValue == true, member.name.utf8.elementsEqual("addressRestricted".utf8) {
                    return true
                }
                if isAddressRestricted(member.value) { return true }
            }
            return false
        case .array: return node.elements.contains { isAddressRestricted($0) }
        default: return false
        }
    }
}

/// Copies the shown parts of a message.
private struct Minimiser {
    let isRestricted: Bool
    private(set) var out: [UInt8] = []

    init(isRestricted: Bool, capacity: Int) {
        self.isRestricted = isRestricted
        out.reserveCapacity(capacity)
    }

    mutating func write(_ node: JSONNode, _ view: ViewNode) {
        switch (node.kind, view.shape.kind) {
        case (.object, .object): writeObject(node, view)
        case (.object, .map): writeMap(node, view)
        case (.array, .array):
            guard let item = view.items.first else { return out.append(contentsOf: "[]".utf8) }
            out.append(UInt8(ascii: "["))
            var isFirst = true
            for element in node.elements {
                separate(&isFirst)
                write(element, item)
            }
            out.append(UInt8(ascii: "]"))
        // A value of another kind than the contract says was refused before; should one come here, it does not pass.
        case (.object, _), (.array, _): out.append(contentsOf: "null".utf8)
        default: out.append(contentsOf: node.rawBytes)
        }
    }

    private mutating func writeObject(_ node: JSONNode, _ view: ViewNode) {
        out.append(UInt8(ascii: "{"))
        var isFirst = true
        for member in node.members {
            // By bytes: strings that only look alike compare equal.
            guard let child = view.properties.first(where: { $0.shape.name.utf8.elementsEqual(member.name.utf8) }),
                !(isRestricted && child.shape.marks.isRestrictable)
            else { continue }
            separate(&isFirst)
            // Field names are plain ASCII and need no escape.
            out.append(UInt8(ascii: "\""))
            out.append(contentsOf: member.name.utf8)
            out.append(contentsOf: "\":".utf8)
            write(member.value, child)
        }
        out.append(UInt8(ascii: "}"))
    }

    private mutating func writeMap(_ node: JSONNode, _ view: ViewNode) {
        guard let item = view.items.first else { return out.append(contentsOf: "{}".utf8) }
        out.append(UInt8(ascii: "{"))
        var isFirst = true
        for member in node.members {
            separate(&isFirst)
            out.append(contentsOf: JSONValue.string(member.name).serialised())
            out.append(UInt8(ascii: ":"))
            write(member.value, item)
        }
        out.append(UInt8(ascii: "}"))
    }

    private mutating func separate(_ isFirst: inout Bool) {
        if !isFirst { out.append(UInt8(ascii: ",")) }
        isFirst = false
    }
}
