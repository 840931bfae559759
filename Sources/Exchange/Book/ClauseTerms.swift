// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import Crypto
internal import JSONSchema

/// What every disclosure under a clause rests on: agreement, contract, bases of both ends, fields disclosed, duties.
///
/// The same for thousands of entries, so it is kept once, by its hash, and each entry names the hash: whoever changed the words would
/// have to change the log.
package struct ClauseTerms: Sendable {
    /// A canonical JSON object (RFC 8785).
    package let bytes: [UInt8]
    /// SHA-256 of the bytes: what entries name them by.
    package let sha256: [UInt8]
    /// What an entry says of the clause: its name, its contract, and the hash of the terms; canonical JSON.
    package let reference: [UInt8]

    init(
        rule: Agreement.Clause,
        agreement: Agreement,
        contract: BookContract,
        reviewed: ContractMinor,
        outgoing: BookContract,
        view: ContractView,
        discloser: LegalBases,
        recipient: LegalBases
    ) {
        var members = [
            JSONMember("agreement", .string(agreement.ref.id)),
            JSONMember("version", .integer(agreement.ref.version)),
            JSONMember("sha256", .string(TextCoding.hex(agreement.sha256))),
            JSONMember("clause", .string(rule.id)),
            JSONMember("mode", .string(rule.mode.rawValue)),
            JSONMember("contract", .string(contract.id.description)),
            JSONMember("contractSha256", .string(TextCoding.hex(contract.sha256))),
            JSONMember("reviewed", .string(reviewed.description)),
            JSONMember("purposes", .texts(rule.purposes)),
            JSONMember("discloser", Self.bases(discloser)),
            JSONMember("recipient", Self.bases(recipient)),
            JSONMember("disclosed", .texts(view.disclosed)),
            JSONMember("onward", .string(rule.onward.rawValue)),
        ]
        if outgoing !== contract { members.append(JSONMember("sentAs", .string(outgoing.id.description))) }
        if let retention = rule.recipientRetention {
            members.append(JSONMember("recipientRetention", .string(retention)))
        }
        if let duty = rule.duty { members.append(JSONMember("duty", .string(duty.rawValue))) }
        bytes = JSONValue.object(members).canonical()
        sha256 = SHA256.bytes(of: bytes)
        reference = JSONValue.object([
            JSONMember("agreement", .string(agreement.ref.id)),
            JSONMember("clause", .string(rule.id)),
            JSONMember("contract", .string(contract.id.description)),
            JSONMember("terms", .string(TextCoding.hex(sha256))),
            JSONMember("version", .integer(agreement.ref.version)),
        ]).canonical()
    }

    private static func bases(_ bases: LegalBases) -> JSONValue {
        .object([
            JSONMember("regime", .string(bases.regime.rawValue)), JSONMember("basis", .texts(bases.basis)),
            JSONMember("power", .texts(bases.power)),
        ])
    }
}

extension JSONValue {
    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}
