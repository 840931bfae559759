// SPDX-License-Identifier: Apache-2.0

package import Contracts
package import JSONSchema

extension Agreement {
    /// One rule of an agreement, as written.
    package struct Clause: Sendable {
        package enum Effect: String, Sendable, CaseIterable {
            case permit
            /// Wins over every clause that permits.
            case deny
        }

        package enum Mode: String, Sendable, CaseIterable {
            case content
            /// Only that the sender holds a record: identifiers, holder and whom to ask.
            case existence
        }

        package enum Onward: String, Sendable, CaseIterable { case none, ask, permit }

        package enum Duty: String, Sendable, CaseIterable {
            /// The gateway adds every recipient that `match` finds, named by the sender or not.
            case notify
        }

        /// Which fields are disclosed.
        package enum Selection: Sendable, Hashable {
            /// All fields of the reviewed version.
            case whole
            case fields([FieldPattern])
        }

        /// The identifier that one end of the disclosure has of a scheme must be the value at a place of the record.
        package struct Match: Sendable, Hashable {
            package enum Party: String, Sendable { case recipient, sender }

            package let party: Party
            package let pointer: FieldPattern
            package let scheme: String
        }

        /// A place of the record must hold a value.
        package struct Condition: Sendable, Equatable {
            package let pointer: FieldPattern
            package let equals: JSONValue
        }

        package let id: String
        package let effect: Effect
        package let contracts: [ContractScope]
        package let from: [Endpoint]
        package let to: [Endpoint]
        /// All must hold.
        package let match: [Match]
        /// All must hold.
        package let when: [Condition]
        /// Empty only for a clause that denies: whatever the purpose.
        package let purposes: [String]
        package let discloser: LegalBases?
        package let recipient: LegalBases?
        package let selection: Selection
        package let mode: Mode
        package let onward: Onward
        /// An ISO 8601 duration or a reference to the recipient's schedule: a duty carried with the message.
        package let recipientRetention: String?
        package let duty: Duty?
        /// Contract rules whose breach is only a warning under this clause.
        package let lowered: Set<String>
        package let mayReceiveRestricted: Bool
    }

    /// A contract a clause speaks of, and up to which minor version its fields were reviewed.
    package struct ContractScope: Sendable, Hashable, CustomStringConvertible {
        package let major: ContractMajor
        /// Nil only for a clause that denies: every version.
        package let minor: Int?

        package var description: String { minor.map { "\(major).\($0)" } ?? "\(major)" }
    }
}
