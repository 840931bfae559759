// SPDX-License-Identifier: Apache-2.0

/// Whether a defendant was a child when charged.
///
/// The day that counts is the earliest charge date: youth justice answers for a child from the charge on, even if the child has
/// turned 18 by the time the file is sent. A charge date before the birth or after the document is an error of the file and is left
/// out; without any, the document's own day counts (a summons or requisition is made out on it), or else the day it was received.
/// An age that cannot be told is never taken for an adult's.
enum AgeWhenCharged: Equatable {
    /// Under 18 on the day given.
    case child(on: CalendarDate)
    /// Eighteen or over.
    case adult
    /// Not to be told, for the reason given.
    case unknown(String)

    init(birthDate text: String?, chargeDates: [String], documentDay: CalendarDate?) {
        guard let text else {
            self = .unknown("there is no date of birth")
            return
        }
        guard let birth = CalendarDate(text) else {
            self = .unknown("the date of birth is not a day that exists")
            return
        }
        let charged = chargeDates.compactMap { CalendarDate($0) }.filter { day in
            day >= birth && documentDay.map { day <= $0 } ?? true
        }
        guard let reference = charged.min() ?? documentDay else {
            self = .unknown("there is neither a charge date nor a date of the document")
            return
        }
        guard birth <= reference else {
            self = .unknown("the date of birth lies after the document")
            return
        }
        self = birth.age(on: reference) < 18 ? .child(on: reference) : .adult
    }
}
