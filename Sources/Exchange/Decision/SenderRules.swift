// SPDX-License-Identifier: Apache-2.0

internal import Contracts

extension Book {
    /// The verdict on the agency that sends.
    func refusal(of sender: BookAgency, on day: CalendarDate) -> Refusal? {
        sender.agency.isSuspended(on: day) ? Refusal(.agencySuspended) : nil
    }

    /// The verdict on the client: it may send this contract for the agency today.
    ///
    /// For a contract nobody knows, only whether it may send anything: a stranger learns nothing from the difference.
    func refusal(of actor: Actor, sending contract: BookContract?, on day: CalendarDate) -> Refusal? {
        let isAuthorised =
            if let contract {
                directory.authorisation(
                    client: actor.client,
                    agency: actor.agency,
                    contract: contract.major,
                    direction: .send,
                    on: day
                ) != nil
            } else {
                directory.isAuthorised(client: actor.client, agency: actor.agency, direction: .send, on: day)
            }
        return isAuthorised ? nil : Refusal(.clientNotAuthorised)
    }
}

extension BookContract {
    /// The verdict on an event's type, compared byte by byte.
    func refusal(of type: String) -> Refusal? {
        contract.messageType.hasBytes(of: type) ? nil : Refusal(.contractTypeMismatch)
    }
}
