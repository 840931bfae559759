// SPDX-License-Identifier: Apache-2.0

/// The id of an agency: a controller that sends or receives, such as `northshire-police`.
package struct AgencyID: RawRepresentable, Sendable, Hashable, Comparable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }
    package static func < (left: AgencyID, right: AgencyID) -> Bool { left.rawValue < right.rawValue }
}

/// The id of a client: a system with credentials of its own.
package struct ClientID: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }
}

/// A sharing agreement and its version, such as `northshire-missing-children@3`.
package struct AgreementRef: Sendable, Hashable, CustomStringConvertible {
    package let id: String
    package let version: Int

    package init(id: String, version: Int) {
        self.id = id
        self.version = version
    }

    package var description: String { "\(id)@\(version)" }
}

/// A clause of an agreement version: what every decision rests on.
package struct ClauseRef: Sendable, Hashable, CustomStringConvertible {
    package let agreement: AgreementRef
    package let clause: String

    package init(agreement: AgreementRef, clause: String) {
        self.agreement = agreement
        self.clause = clause
    }

    package var description: String { "\(agreement)#\(clause)" }
}

/// On whose behalf a request is made: found before anything else is read.
package struct Actor: Sendable, Hashable {
    /// The system that presented its credentials.
    package let client: ClientID
    /// The agency it acts for under a dated authorisation.
    package let agency: AgencyID

    package init(client: ClientID, agency: AgencyID) {
        self.client = client
        self.agency = agency
    }
}
