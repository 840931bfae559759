// SPDX-License-Identifier: Apache-2.0

/// What an attendance mark calls for, by the register codes in force from 19 August 2024 (DfE, Working together to improve school
/// attendance, August 2024).
enum MarkRules {
    /// The day the codes H, J and Y were withdrawn; these and what replaces them as the code list dfe-attendance-codes has it.
    static let withdrawal = "2024-08-19"

    /// Why an absence is to be told to the child's social worker at once.
    enum Alert: String {
        /// N: nobody knows yet why the child is absent.
        case reasonNotEstablished = "reason-not-established"
        /// O: absent in other or unknown circumstances.
        case absentUnexplained = "absent-unexplained"
        /// No mark after the cut-off: nobody knows whether the child is at school.
        case markMissing = "mark-missing"
    }

    /// The alert a mark raises.
    ///
    /// U raises none: the child came, if after the register closed. The other absences have a reason the school knows.
    static func alert(_ code: String) -> Alert? {
        switch code {
        case "N": .reasonNotEstablished
        case "O": .absentUnexplained
        default: nil
        }
    }

    /// How the sender replaces a withdrawn code, or nil for any other code.
    static func replacement(_ code: String) -> String? {
        switch code {
        case "H": "write C for a leave of absence that was granted"
        case "J": "write J1 for an interview for employment or admission"
        case "Y": "write one of Y1 to Y7, by the cause for which the pupil was unable to attend"
        default: nil
        }
    }

    /// Why a mark makes no message, for codes that say nothing about a child's attendance.
    static func noSession(_ code: String) -> String? {
        switch code {
        case "#": "the school was closed as planned, so there was no session"
        case "Z": "a prospective pupil is not on the roll, so no attendance was due"
        default: nil
        }
    }
}
