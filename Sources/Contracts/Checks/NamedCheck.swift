// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// A check the gateway knows by name, for rules no schema can express.
///
/// The list is closed and no check reads a clock.
struct NamedCheck: Sendable {
    enum Name: String, Sendable, CaseIterable {
        case nhsNumber = "nhs-number"
        case upn, uln, urn, laestab, postcode
        case pncID = "pnc-id"
        case cro
        case attendanceCode = "attendance-code"
        case exclusionReason = "exclusion-reason"
        case exclusionCategory = "exclusion-category"
    }

    /// Why a contract may not use a check so.
    struct Refusal: Error {
        let problem: String
        let mend: String
    }

    let name: Name
    /// The field holding the day an attendance code is for.
    let date: FieldPattern?
    /// How many tokens of the checked field's pattern lead to the object that holds `date`.
    let sharedDepth: Int

    /// Reads `{check: upn}` or `{check: attendance-code, date: /date}`.
    ///
    /// `enclosing`: the shapes around the field, outermost first; `date` is looked for from the innermost out.
    static func compile(_ implementation: JSONValue, on shape: Shape, enclosing: [Shape]) -> Result<NamedCheck, Refusal>
    {
        let members = implementation.asMembers ?? []
        guard let word = implementation["check"]?.asText, let name = Name(rawValue: word) else {
            let names = Name.allCases.map(\.rawValue).joined(separator: ", ")
            return .failure(
                Refusal(problem: "names no check the gateway knows", mend: "write {check: …} with one of: \(names)")
            )
        }
        let takesDate = name == .attendanceCode
        guard members.count == (takesDate ? 2 : 1), takesDate == (implementation["date"] != nil) else {
            let mend = takesDate ? "write {check: attendance-code, date: /date}" : "write {check: \(word)}"
            return .failure(Refusal(problem: "the check has the wrong parameters", mend: mend))
        }
        guard takesDate else { return .success(NamedCheck(name: name, date: nil, sharedDepth: 0)) }
        guard let date = implementation["date"]?.asText.flatMap(FieldPattern.init(parsing:)), !date.tokens.contains("*")
        else {
            return .failure(Refusal(problem: "date must be a pointer without *", mend: "write the date as /date"))
        }
        for holder in enclosing.reversed() where holder.kind == .object {
            guard let found = holder.descendant(date.tokens) else { continue }
            guard found.kind == .date || found.kind == .timestamp else { break }
            return .success(NamedCheck(name: name, date: found.pattern, sharedDepth: holder.pattern.tokens.count))
        }
        return .failure(
            Refusal(
                problem: "no enclosing object has a date or timestamp field of that name",
                mend: "point to the day's field"
            )
        )
    }

    /// True when the field's text passes.
    ///
    /// `day`: `yyyy-MM-dd`, when the message gives it.
    func accepts(_ text: String, on day: String?) -> Bool {
        switch name {
        case .nhsNumber: CheckDigits.isNHSNumber(text)
        case .upn: CheckDigits.isUPN(text)
        case .uln: CheckDigits.isULN(text)
        case .urn: Identifiers.isURN(text)
        case .laestab: Identifiers.isLAESTAB(text)
        case .postcode: Identifiers.isPostcode(text)
        case .pncID: PoliceIdentifiers.isPNCID(text)
        case .cro: PoliceIdentifiers.isCRO(text)
        case .attendanceCode: AttendanceCodes.isValid(text, on: day)
        case .exclusionReason: ExclusionCodes.isReason(text)
        case .exclusionCategory: ExclusionCodes.isCategory(text)
        }
    }

    /// What to do about a refused value; the same text whatever the value was.
    var mend: String {
        switch name {
        case .nhsNumber: "check the NHS number at its source; ten digits, the last being the check digit"
        case .upn: "check the UPN at its source; its first letter is worked out from the rest"
        case .uln: "check the ULN at its source; ten digits that pass its check"
        case .urn: "send the establishment's URN of six or seven digits"
        case .laestab: "send the seven digits of the DfE number, authority and establishment together"
        case .postcode: "send a UK postcode in capitals, such as AA9A 9AA"
        case .pncID: "check the PNC id at its source; its last letter is worked out from the rest"
        case .cro: "check the CRO number at its source; its last letter is worked out from the rest"
        case .attendanceCode:
            "send a register code in force on that day; H, J and Y ended on 19 August 2024 (now C, J1 and Y1 to Y7)"
        case .exclusionReason: "send one of the DfE reason codes of two letters; OT is no longer used"
        case .exclusionCategory: "send PERM, SUSP or LNCH; FIXD is no longer used"
        }
    }
}
