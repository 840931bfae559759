// SPDX-License-Identifier: Apache-2.0

extension EnvelopeReader {
    // Why not compared with the present: an event sent again after its moment has passed gets its old receipt.
    mutating func respondBy(after time: Timestamp?) -> Timestamp? {
        guard let moment = timestamp("respondby") else { return nil }
        if let time, moment < time { refuse("respondby", .beforeTime) }
        return moment
    }

    /// A moment with its offset.
    mutating func timestamp(_ name: String, required: Bool = false) -> Timestamp? {
        guard let text = text(name, required: required) else { return nil }
        if let moment = Timestamp(rfc3339: text) { return moment }
        refuse(name, .timestamp)
        return nil
    }

    /// One to fifty agencies, each once.
    ///
    /// None where the attribute is not set: whether somebody must be named, the clauses say.
    mutating func agencies(_ name: String) -> [AgencyID] {
        // Fifty ids of up to 100 bytes do not fit into the bound of the other attributes.
        guard let text = text(name, atMost: 5_100) else { return [] }
        // By bytes, as splitting by characters looks for grapheme clusters.
        let ids = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        if ids.count > 50 { refuse(name, .tooManyAgencies) }
        guard ids.allSatisfy(EnvelopeSyntax.isIdentifier) else {
            refuse(name, .agencies)
            return []
        }
        if ids.count > 1, Set(ids).count < ids.count { refuse(name, .agencyTwice) }
        return ids.map { AgencyID($0) }
    }

    /// What the event does, and to which earlier one.
    mutating func action(of id: UniqueID?) -> (Envelope.Action, UniqueID?) {
        let replaces = uniqueID("replaces")
        if let id, replaces == id { refuse("replaces", .replacesItself) }
        guard let word = text("action", .action, { Envelope.Action(rawValue: $0) != nil }) else {
            if event.attribute("action") == nil, event.attribute("replaces") != nil {
                refuse("replaces", .replacesWithoutAction)
            }
            return (.new, nil)
        }
        let action = Envelope.Action(rawValue: word) ?? .new
        switch (action, event.attribute("replaces")) {
        case (.new, .some): refuse("replaces", .replacesWithoutAction)
        case (.replace, nil), (.withdraw, nil): refuse("replaces", .replacesRequired)
        default: break
        }
        return (action, replaces)
    }

    /// The wish for access requests and the day to look at it again.
    mutating func subjectAccess() -> Envelope.SubjectAccess? {
        let wish = text("subjectaccess", .subjectAccess, { Envelope.SubjectAccess.Rule(rawValue: $0) != nil })
        let day = text("subjectaccessreview", .date, { CalendarDate(parsing: $0) != nil })
        if event.attribute("subjectaccess") == nil, event.attribute("subjectaccessreview") != nil {
            refuse("subjectaccessreview", .reviewWithoutRule)
        }
        guard let rule = wish.flatMap(Envelope.SubjectAccess.Rule.init) else { return nil }
        return Envelope.SubjectAccess(rule: rule, review: day.flatMap { CalendarDate(parsing: $0) })
    }
}
