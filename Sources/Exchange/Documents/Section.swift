// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

/// One mapping of a document and where it stands.
struct Section {
    let members: [JSONMember]
    let pointer: JSONPointer

    subscript(key: String) -> JSONValue? {
        members.first { $0.name.hasBytes(of: key) }?.value
    }

    func pointer(to key: String) -> JSONPointer { pointer.appending(key) }
}
