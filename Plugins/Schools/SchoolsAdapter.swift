// SPDX-License-Identifier: Apache-2.0

package import AdapterKit

/// Speaks with schools: suspension files in, JSON or CSV for a school's management information system out.
package struct SchoolsAdapter: Adapter {
    package static var about: AdapterDescription {
        AdapterDescription(
            name: "schools",
            summary:
                "Reads suspensions from census extracts and school files; writes records for a school's own system.",
            formats: ["census suspension CSV", "suspension CSV", "record JSON"]
        )
    }

    private let settings: SchoolsSettings

    package init(settings: AdapterSettings) throws(SettingsError) {
        self.settings = try SchoolsSettings(settings)
    }

    package func reader(for document: DocumentContext) -> any Reader {
        guard settings.localAuthority != nil else { return MissingAuthority() }
        return SuspensionReader(settings: settings, document: document.id)
    }

    package func render(_ message: Message) throws(RenderFailure) -> Parcel {
        let headers = ["idempotency-key": message.deliveryID]
        let event = try? Value(json: message.event)
        let action = event?["action"]?.text ?? Draft.Action.new.word
        let replaces = event?["replaces"]?.text
        switch settings.format {
        case .json:
            return Parcel(
                contentType: "application/json",
                body: SchoolRecord.render(message, action: action, replaces: replaces),
                headers: headers
            )
        case .csv:
            guard message.contract.hasPrefix("schools.suspension-notification@1.") else {
                throw RenderFailure(
                    "the CSV of a school carries suspension notifications only; set the destination's format to json"
                )
            }
            return Parcel(
                contentType: "text/csv; charset=utf-8; header=present",
                body: SuspensionTable.render(message.data, action: action, replaces: replaces),
                headers: headers
            )
        }
    }

    /// As HTTP has it, but 409 is delivered: the school's system has this delivery from an earlier attempt.
    package func outcome(of reply: Reply) -> Outcome {
        reply.status == 409 ? .delivered(reference: reply.headers["location"]) : .http(reply)
    }
}
