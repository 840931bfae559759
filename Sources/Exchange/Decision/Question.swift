// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

/// One message as the rules about recipients see it.
struct Question {
    let envelope: Envelope
    let data: JSONNode
    let contract: BookContract
    let sender: BookAgency
    let day: CalendarDate
}
