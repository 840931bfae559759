// SPDX-License-Identifier: Apache-2.0

package import AdapterKit

/// Speaks with virtual schools and those who collect attendance for them: daily attendance in, JSON or CSV for an ePEP system out.
package struct VirtualSchoolAdapter: Adapter {
    package static var about: AdapterDescription {
        AdapterDescription(
            name: "virtual-school",
            summary:
                "Reads the daily attendance of looked-after children and raises absence alerts; writes records for an ePEP system.",
            formats: ["daily attendance CSV", "record JSON"]
        )
    }

    private let settings: VirtualSchoolSettings

    package init(settings: AdapterSettings) throws(SettingsError) {
        self.settings = try VirtualSchoolSettings(settings)
    }

    package func reader(for document: DocumentContext) -> any Reader {
        guard let contact = settings.contact else { return MissingContact() }
        return AttendanceReader(settings: settings, contact: contact, document: document.id)
    }

    package func render(_ message: Message) throws(RenderFailure) -> Parcel {
        let headers = ["idempotency-key": message.deliveryID]
        let event = try? Value(json: message.event)
        switch settings.format {
        case .json:
            return Parcel(
                contentType: "application/json",
                body: VirtualSchoolRecord.render(message, event),
                headers: headers
            )
        case .csv:
            guard message.contract.hasPrefix("virtual-school.daily-attendance@1.") else {
                throw RenderFailure(
                    "the CSV of an ePEP system carries daily attendance only; set the destination's format to json"
                )
            }
            return Parcel(
                contentType: "text/csv; charset=utf-8; header=present",
                body: AttendanceTable.render(message.data, replaces: event?["replaces"]?.text),
                headers: headers
            )
        }
    }

    /// As HTTP has it, but 409 is delivered: the recipient's system has this delivery from an earlier attempt.
    package func outcome(of reply: Reply) -> Outcome {
        reply.status == 409 ? .delivered(reference: reply.headers["location"]) : .http(reply)
    }
}
