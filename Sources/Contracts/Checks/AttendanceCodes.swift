// SPDX-License-Identifier: Apache-2.0

/// Register codes of schools in England with the days they were in force
/// (DfE, Working together to improve school attendance, August 2024).
enum AttendanceCodes {
    /// The first day of the codes now in force.
    private static let reform = "2024-08-19"
    private static let lasting: Set<String> = [
        "/", "\\", "L", "B", "P", "V", "W", "C", "E", "I", "M", "R", "S", "T", "G", "N", "O", "U", "D", "X", "Z", "#",
    ]
    private static let new: Set<String> = ["K", "C1", "C2", "J1", "Q", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7"]
    private static let retired: Set<String> = ["H", "J", "Y"]

    /// `day`: `yyyy-MM-dd`; without it, a code that was ever in force passes.
    static func isValid(_ code: String, on day: String?) -> Bool {
        guard code.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
        if lasting.contains(code) { return true }
        if new.contains(code) { return day.map { $0 >= reform } ?? true }
        return retired.contains(code) && (day.map { $0 < reform } ?? true)
    }
}
