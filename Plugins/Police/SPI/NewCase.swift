// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The defendants of a `NewCaseMessage`, each turned into one item at position "defendant".
struct NewCase {
    private let message: Element
    private let prepared: Preparation
    private let settings: PoliceSettings
    private let document: DocumentContext

    init(_ message: Element, prepared: Preparation, settings: PoliceSettings, document: DocumentContext) {
        self.message = message
        self.prepared = prepared
        self.settings = settings
        self.document = document
    }

    func items() -> [Item] {
        var items: [Item] = []
        for policeCase in message.all("Case") {
            for defendant in policeCase.all("Defendant") {
                items.append(item(of: defendant, in: policeCase, at: Position("defendant", items.count + 1)))
            }
        }
        guard items.isEmpty else { return items }
        return [
            .fault(
                Fault(
                    at: .document,
                    rule: "police.spi.no-defendant",
                    description: "The new case names no defendant.",
                    mend: "Send each defendant as a Defendant of the Case."
                )
            )
        ]
    }

    private func item(of defendant: Element, in policeCase: Element, at position: Position) -> Item {
        guard let individual = defendant["PoliceIndividualDefendant"] else {
            if defendant["PoliceCorporateDefendant"] != nil {
                return .passed(position, reason: "the defendant is an organisation")
            }
            return fault(
                at: position,
                "defendant",
                "The defendant is neither an individual nor an organisation.",
                "Give PoliceIndividualDefendant or PoliceCorporateDefendant."
            )
        }
        let age = AgeWhenCharged(
            birthDate: individual.at("PersonDefendant", "BasePersonDetails")?.value("Birthdate"),
            chargeDates: defendant.all("Offence").compactMap { $0["BaseOffenceDetails"]?.value("ChargeDate") },
            documentDay: prepared.day ?? CalendarDate(startOf: document.receivedAt)
        )
        switch age {
        case .unknown(let reason):
            return fault(
                at: position,
                "birth-date",
                "It cannot be told whether the defendant is a child: \(reason).",
                "Give Birthdate as an existing day, yyyy-MM-dd, not later than the document."
            )
        case .adult:
            return .passed(position, reason: "the defendant was 18 or over when charged")
        case .child(let reference):
            return draft(of: defendant, individual, in: policeCase, reference: reference, at: position)
        }
    }

    private func draft(
        of defendant: Element,
        _ individual: Element,
        in policeCase: Element,
        reference: CalendarDate,
        at position: Position
    ) -> Item {
        guard let force = policeCase.value("PTIURN").flatMap({ ForceCode.of(caseReference: $0) }) ?? settings.forceCode
        else {
            return fault(
                at: position,
                "force",
                "The case reference does not begin with a force code, so no youth justice service can be named.",
                "Give PTIURN as two digits for the force, two characters for the unit, five digits and the year."
            )
        }
        let notice = ChargeNotice(policeCase: policeCase, defendant: defendant, individual: individual)
        return .draft(
            Draft(
                at: position,
                contract: "police.child-charge-notification@1",
                time: prepared.timestamp ?? document.receivedAt,
                data: notice.data(reference: reference, marking: settings.marking),
                routes: [.directory(kind: "youth-justice", scheme: "force-code", value: force)]
            )
        )
    }

    private func fault(at position: Position, _ rule: String, _ description: String, _ mend: String) -> Item {
        .fault(Fault(at: position, rule: "police.spi.\(rule)", description: description, mend: mend))
    }
}
