// SPDX-License-Identifier: Apache-2.0

/// What the gateway asks of attributes beyond CloudEvents; the raw value is the stable name told to senders.
package enum EnvelopeRule: String, Sendable, CaseIterable {
    case unlisted = "unlisted-attribute"
    case required
    case notText = "not-text"
    case empty
    case tooLong = "too-long"
    case personalIdentifier = "personal-identifier"
    case opaqueReference = "opaque-reference"
    case uuid
    case absoluteURI = "absolute-uri"
    case jsonOnly = "json-only"
    case objectData = "object-data"
    case timestamp
    case beforeTime = "before-time"
    case agencies = "agency-ids"
    case tooManyAgencies = "too-many-agencies"
    case agencyTwice = "agency-twice"
    case agreement = "agreement-id"
    case purpose = "purpose-code"
    case action
    case replacesRequired = "replaces-required"
    case replacesWithoutAction = "replaces-without-action"
    case replacesItself = "replaces-itself"
    case subjectAccess = "subject-access"
    case date
    case reviewWithoutRule = "review-without-rule"
    case handling = "handling-marking"

    /// What is wrong, in plain words.
    package var description: String { texts.description }

    /// What the sender should do.
    package var mend: String { texts.mend }

    private var texts: (description: String, mend: String) {
        switch self {
        case .unlisted:
            ("The attribute is not one that is taken here.", "Leave it out; what the record says belongs in data.")
        case .required: ("The attribute is required here.", "Add it.")
        case .notText: ("The attribute is not a string.", "Send a JSON string.")
        case .empty: ("The attribute is empty.", "Give it a value or leave it out.")
        case .tooLong: ("The attribute is too long.", "Send at most 512 bytes of UTF-8, in recipientid at most 5,100.")
        case .personalIdentifier:
            (
                "The attribute looks like a number that identifies a person (NHS number, UPN, ULN or PNC id).",
                "Send a reference that means nothing elsewhere, such as a UUID; identifiers belong in data."
            )
        case .opaqueReference:
            (
                "The attribute is not an opaque reference.",
                "Use printable ASCII without spaces, quotes, backslash, angle brackets and @; no names, no addresses."
            )
        case .uuid: ("The attribute is not a UUID.", "Send the 36 characters of a UUID (RFC 9562), best version 7.")
        case .absoluteURI: ("The attribute is not an absolute URI.", "Write it with its scheme and without a fragment.")
        case .jsonOnly: ("The data is of another media type.", "Send application/json in UTF-8, or leave it out.")
        case .objectData: ("The data is not a JSON object.", "Send the record as a JSON object in data.")
        case .timestamp: ("The attribute is not a time.", "Write it as RFC 3339 with its offset.")
        case .beforeTime: ("The attribute is before the event's own time.", "Give a later moment or leave it out.")
        case .agencies:
            ("The attribute is not a list of agency ids.", "Write ids as the directory does, a space between two.")
        case .tooManyAgencies:
            ("More agencies are named than one event may have.", "Name at most 50; send another event.")
        case .agencyTwice: ("An agency is named twice.", "Name each agency once.")
        case .agreement: ("The attribute is not an agreement's id.", "Send the id, with or without @ and the version.")
        case .purpose:
            ("The attribute is not a purpose's code.", "Send a code of the agreement, such as education:wellbeing.")
        case .action: ("The action is not known.", "Send new, replace or withdraw.")
        case .replacesRequired: ("The action needs the event it is about.", "Send that event's id in replaces.")
        case .replacesWithoutAction:
            ("An event is named without an action.", "Send the action replace or withdraw too.")
        case .replacesItself: ("The event names itself.", "Send a new id, and in replaces that of the earlier event.")
        case .subjectAccess: ("The attribute is not a known wish.", "Send open, ask-sender or withhold.")
        case .date: ("The attribute is not a date.", "Write it as yyyy-MM-dd.")
        case .reviewWithoutRule: ("A review date is given for nothing.", "Send subjectaccess too.")
        case .handling:
            ("The attribute is not a marking.", "Use up to 64 letters, digits, spaces, and . _ : / - between them.")
        }
    }
}
