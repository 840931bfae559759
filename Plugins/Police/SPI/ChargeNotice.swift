// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Maps one young defendant to the data of `police.child-charge-notification@1`.
///
/// Values are carried as they stand, trimmed: whether they are right is for the contract to say, with its reasons. Victims, facts of
/// the prosecution, vehicle, driver and alcohol details are not carried: youth justice asks for them where it needs them.
struct ChargeNotice {
    private let policeCase: Element
    private let defendant: Element
    private let individual: Element

    init(policeCase: Element, defendant: Element, individual: Element) {
        self.policeCase = policeCase
        self.defendant = defendant
        self.individual = individual
    }

    func data(reference: CalendarDate, marking: String) -> Value {
        let markers = policeCase.all("CaseMarker").compactMap { $0.trimmed }
        return .record([
            ("caseReference", text(policeCase, "PTIURN")),
            ("prosecutorReference", text(defendant, "ProsecutorReference")),
            ("originatingOrganisation", text(policeCase, "OriginatingOrganisation")),
            ("initiation", text(policeCase, "CaseInitiation") ?? text(policeCase, "InitiationCode")),
            ("caseMarkers", .list(markers.map(Value.string))),
            ("referenceDate", .string(reference.text)),
            ("child", child),
            ("parentGuardian", individual["ParentGuardianDetails"].flatMap(guardian)),
            ("offences", .list(defendant.all("Offence").compactMap { $0["BaseOffenceDetails"] }.map(offence))),
            ("hearing", policeCase["InitialHearing"].flatMap(hearing)),
            ("custodyStatus", text(individual, "CustodyStatus")),
            ("bailConditions", individual["PersonDefendant"].flatMap { text($0, "BailConditions") }),
            ("officerInCase", policeCase["OtherPartyOfficerInCase"].flatMap(officer)),
            ("handling", .record([("marking", .string(marking))])),
        ])
    }

    private var child: Value {
        let person = individual["PersonDefendant"]
        let base = person?["BasePersonDetails"]
        let ethnicity = individual["PersonEthnicity"]
        let language = individual["LanguageOptions"]
        return .record([
            ("name", base?["PersonName"].flatMap(PersonParts.name)),
            ("aliases", .list(individual.all("Alias").compactMap(PersonParts.name))),
            ("dateOfBirth", base.flatMap { text($0, "Birthdate") }),
            ("sex", base.flatMap { text($0, "Gender") }),
            ("pncId", person.flatMap { text($0, "PNCidentifier") }),
            ("croNumber", text(individual, "CROnumber")),
            ("nationality", person.flatMap { text($0, "PersonStatedNationality") }),
            ("ethnicitySelfDefined", ethnicity.flatMap { text($0, "SelfDefinedEthnicity") }),
            ("ethnicityObserved", ethnicity.flatMap { text($0, "ObservedEthnicity") }),
            ("address", individual["Address"].flatMap(PersonParts.address)),
            ("contact", base.flatMap(PersonParts.contact)),
            ("offenderCode", text(individual, "OffenderCode")),
            ("documentationLanguage", language.flatMap { text($0, "DocumentationLanguage") }),
            ("hearingLanguage", language.flatMap { text($0, "HearingLanguage") }),
            ("languageNeeds", text(individual, "LanguageNeeds")),
            ("specialNeeds", text(individual, "SpecialNeeds")),
        ])
    }

    private func guardian(_ details: Element) -> Value? {
        let base = details["BasePersonDetails"]
        return .entry([
            ("name", base?["PersonName"].flatMap(PersonParts.name)),
            ("dateOfBirth", base.flatMap { text($0, "Birthdate") }),
            ("sex", base.flatMap { text($0, "Gender") }),
            ("address", details["Address"].flatMap(PersonParts.address)),
            ("contact", base.flatMap(PersonParts.contact)),
        ])
    }

    private func offence(_ details: Element) -> Value {
        let timing = details["OffenceTiming"]
        let sequence = details.value("OffenceSequenceNumber")
        return .record([
            ("sequence", sequence.map { number in Int(number).map(Value.integer) ?? .string(number) }),
            ("code", text(details, "OffenceCode")),
            ("wording", text(details, "OffenceWording")),
            ("startDate", timing?["OffenceStart"].flatMap { text($0, "OffenceDateStartDate") }),
            ("endDate", timing?["OffenceEnd"].flatMap { text($0, "OffenceEndDate") }),
            ("arrestDate", text(details, "ArrestDate")),
            ("chargeDate", text(details, "ChargeDate")),
            ("place", text(details, "LocationOfOffence")),
        ])
    }

    private func hearing(_ details: Element) -> Value? {
        .entry([
            ("court", text(details, "CourtHearingLocation")),
            ("date", text(details, "DateOfHearing")),
            ("time", details.value("TimeOfHearing").map { .string(String($0.prefix(5))) }),
        ])
    }

    private func officer(_ details: Element) -> Value? {
        .entry([
            ("name", details["OfficerName"].flatMap(PersonParts.name)),
            ("rank", text(details, "PoliceOfficerRank")),
            ("reference", text(details, "PoliceWorkerReferenceNumber")),
            ("station", text(details, "PoliceWorkerLocationCode")),
            ("contact", PersonParts.contact(details)),
        ])
    }

    private func text(_ element: Element, _ name: String) -> Value? {
        element.value(name).map(Value.string)
    }
}
