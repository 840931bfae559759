// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import JSONSchema

/// What is sent when only the existence of a record may be disclosed (`gateway.record-held`).
enum RecordHeld {
    static let contract = ContractMinor(parsing: "gateway.record-held@1.0").map(ContractMajor.init)

    /// The most children one document names, as its contract says.
    private static let maxChildren = 50
    /// The longest identifier the contract takes, in bytes.
    private static let maxValue = 64

    /// The identifiers of each child the record is about, and of nobody else in it.
    static func children(in data: JSONNode, contract: Contract) -> [[SubjectFound.Identifier]] {
        contract.subjects(in: data).filter { $0.role == .child }
            .map { child in child.identifiers.filter { !$0.value.isEmpty && $0.value.utf8.count <= maxValue } }
            .filter { !$0.isEmpty }
    }

    static func document(of data: JSONNode, contract: Contract, holder: Agency) -> [UInt8] {
        let children = children(in: data, contract: contract).prefix(maxChildren).map { identifiers in
            JSONValue.object([
                JSONMember(
                    "identifiers",
                    .array(
                        identifiers.map {
                            .object([JSONMember("scheme", .string($0.scheme)), JSONMember("value", .string($0.value))])
                        }
                    )
                )
            ])
        }
        return JSONValue.object([
            JSONMember("label", .string("record-held")),
            JSONMember("children", .array(Array(children))),
            JSONMember(
                "holder",
                .object([JSONMember("agency", .string(holder.id.rawValue)), JSONMember("name", .string(holder.name))])
            ),
            JSONMember("contact", .string(holder.contacts.enquiries ?? "")),
        ]).serialised()
    }
}
