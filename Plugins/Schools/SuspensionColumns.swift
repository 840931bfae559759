// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The columns of a suspension file, in lower case, as the census extract and our richer file name them.
enum SuspensionColumns {
    static let pupilKey = ["pupilonrolltableid", "pupilnolongeronrolltableid", "pupilkey"]
    static let suspensionID = ["termlyexclusionsonrolltableid", "termlyexclusionsoffrolltableid", "suspensionid"]
    static let reasons = ["reason1", "reason2", "reason3"]

    /// Each inner list is one column with the names it may go by.
    static let required = [
        pupilKey + ["upn"], suspensionID, ["nativeid", "urn"], ["startdate"], ["category"], ["sessions"], ["reason1"],
    ]

    /// The columns a rendered file has, in this order; a reader takes them in any.
    static let rendered = [
        "urn", "laestab", "schoolname", "pupilkey", "upn", "nationalchildid", "forename", "surname", "dob", "sex",
        "addressrestricted", "lookedafter", "careauthority", "socialworker", "senprovision", "suspensionid", "category",
        "startdate", "enddate", "sessions", "cumulativesessions", "reason1", "reason2", "reason3", "daysixprovider",
        "daysixfrom",
        "governingboardmeeting", "circumstances", "action", "replaces",
    ]

    static let known =
        rendered + ["nativeid"] + pupilKey.dropLast() + suspensionID.dropLast() + CSVTable.Record.earlierColumns
}
