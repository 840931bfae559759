// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The columns of a daily attendance file, in lower case.
enum AttendanceColumns {
    /// Each inner list is one column with the names it may go by.
    static let required = [
        ["markid"], ["childid", "upn"], ["urn", "schoolname"], ["date"], ["session"], ["code"], ["collectedat"],
        ["method"],
    ]

    /// All columns, in the order in which a rendered file has them; a reader takes them in any.
    static let all = [
        "markid", "correctionof", "careauthority", "childid", "upn", "nationalchildid", "forename", "surname", "dob",
        "yeargroup",
        "addressrestricted", "urn", "laestab", "schoolname", "schoolauthority", "schoolphone", "provision", "date",
        "session",
        "code", "minuteslate", "reason", "collectedat", "method", "informant", "carertoldat", "careroutcome",
        "socialworkertoldat", "socialworkeroutcome", "agreedhours", "timetablereview", "possible", "attended",
        "authorised",
        "unauthorised", "replaces",
    ]

    /// What a reader takes besides.
    static let known = all + CSVTable.Record.earlierColumns

    /// Where the daily attendance record holds what a column says; contacts are apart.
    static let paths: [String: [String]] = [
        "markid": ["markId"], "correctionof": ["correctionOf"], "careauthority": ["child", "careAuthority"],
        "childid": ["child", "childId"], "upn": ["child", "upn"], "nationalchildid": ["child", "nationalChildId"],
        "forename": ["child", "name", "given"], "surname": ["child", "name", "family"],
        "dob": ["child", "dateOfBirth"],
        "yeargroup": ["child", "yearGroup"], "addressrestricted": ["child", "addressRestricted"],
        "urn": ["school", "urn"],
        "laestab": ["school", "laestab"], "schoolname": ["school", "name"], "schoolauthority": ["school", "authority"],
        "schoolphone": ["school", "telephone"], "provision": ["school", "provision"], "date": ["date"],
        "session": ["session"],
        "code": ["code"], "minuteslate": ["minutesLate"], "reason": ["reason"], "collectedat": ["collected", "at"],
        "method": ["collected", "method"], "informant": ["collected", "informant"],
        "agreedhours": ["reducedTimetable", "agreedHours"], "timetablereview": ["reducedTimetable", "reviewDate"],
        "possible": ["yearToDate", "possible"], "attended": ["yearToDate", "attended"],
        "authorised": ["yearToDate", "authorised"], "unauthorised": ["yearToDate", "unauthorised"],
    ]

    /// The people told of an absence: the word for them in the record, and the columns of when and with what outcome.
    static let contacts = [
        (who: "carer", at: "carertoldat", outcome: "careroutcome"),
        (who: "social-worker", at: "socialworkertoldat", outcome: "socialworkeroutcome"),
    ]
}
