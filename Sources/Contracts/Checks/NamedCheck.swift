// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// A check the gateway knows by name, for rules no schema can express.
///
/// The list is closed and no check reads a clock.
struct NamedCheck: Sendable {
    enum Name: String, Sendable, CaseIterable {
        case nhsNumber = "nhs-number"
        case upn, uln, urn, laestab, uprn, postcode
        case pncID = "pnc-id"
        case cro
        case isoDate = "iso-date"
        case isoDateTime = "iso-date-time"
        /// HL7 v2 data types DT and DTM.
        case hl7Date = "hl7-date"
        case hl7DateTime = "hl7-date-time"
        /// A code of the list that the rule names.
        case code
        case attendanceCode = "attendance-code"
        case exclusionReason = "exclusion-reason"
        case exclusionCategory = "exclusion-category"

        /// The code list that always goes with the check.
        var listID: String? {
            switch self {
            case .attendanceCode: "dfe-attendance-codes"
            case .exclusionReason: "dfe-exclusion-reasons"
            case .exclusionCategory: "dfe-exclusion-categories"
            default: nil
            }
        }

        var readsList: Bool { self == .code || listID != nil }
    }

    /// Why a contract may not use a check so.
    struct Refusal: Error {
        let problem: String
        let mend: String
    }

    let name: Name
    /// The list of a check of codes.
    let list: CodeList?
    /// The field holding the day a code is for.
    let date: FieldPattern?
    /// How many tokens of the checked field's pattern lead to the object that holds `date`.
    let sharedDepth: Int

    init(name: Name, list: CodeList? = nil, date: FieldPattern? = nil, sharedDepth: Int = 0) {
        self.name = name
        self.list = list
        self.date = date
        self.sharedDepth = sharedDepth
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
        case .uprn: Identifiers.isUPRN(text)
        case .postcode: Identifiers.isPostcode(text)
        case .pncID: PoliceIdentifiers.isPNCID(text)
        case .cro: PoliceIdentifiers.isCRO(text)
        case .isoDate: DateFormat.isDate(text)
        case .isoDateTime: DateFormat.isDateTime(text)
        case .hl7Date: HL7Time.isDate(text)
        case .hl7DateTime: HL7Time.isDateTime(text)
        case .code, .attendanceCode, .exclusionReason, .exclusionCategory:
            list?.accepts(text, on: date == nil ? .unasked : day.map { .given($0) } ?? .absent) ?? false
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
        case .uprn: "send the property's UPRN of up to twelve digits, without leading zeros"
        case .postcode: "send a UK postcode in capitals, such as AA9A 9AA"
        case .pncID: "check the PNC id at its source; its last letter is worked out from the rest"
        case .cro: "check the CRO number at its source; its last letter is worked out from the rest"
        case .isoDate: "send a day of the calendar as YYYY-MM-DD"
        case .isoDateTime: "send a moment with its offset, such as 2026-11-21T09:00:00Z"
        case .hl7Date: "send a day of the calendar as YYYYMMDD"
        case .hl7DateTime: "send a moment as YYYYMMDDHHMMSS, with its offset where it has one"
        case .code, .attendanceCode, .exclusionReason, .exclusionCategory:
            list?.mend(hasDay: date != nil) ?? "send a code of the list"
        }
    }
}
