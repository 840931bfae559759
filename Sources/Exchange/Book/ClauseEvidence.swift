// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import JSONSchema

/// The part of a ledger entry that is the same for every disclosure under a clause.
enum ClauseEvidence {
    static func object(
        rule: Agreement.Clause,
        agreement: Agreement,
        contract: BookContract,
        reviewed: ContractMinor,
        outgoing: BookContract,
        view: ContractView,
        discloser: LegalBases,
        recipient: LegalBases
    ) -> JSONValue {
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
            JSONMember("discloser", bases(discloser)),
            JSONMember("recipient", bases(recipient)),
            JSONMember("disclosed", .texts(view.disclosed)),
            JSONMember("onward", .string(rule.onward.rawValue)),
        ]
        if outgoing !== contract { members.append(JSONMember("sentAs", .string(outgoing.id.description))) }
        if let retention = rule.recipientRetention {
            members.append(JSONMember("recipientRetention", .string(retention)))
        }
        if let duty = rule.duty { members.append(JSONMember("duty", .string(duty.rawValue))) }
        return .object(members)
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
