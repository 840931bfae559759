// SPDX-License-Identifier: Apache-2.0

/// One end of a clause: an agency or a group of agencies.
package enum Endpoint: Sendable, Hashable, CustomStringConvertible {
    case agency(AgencyID)
    case group(String)

    /// Reads an agency's id, or a group's after `group:`.
    init(parsing text: String) {
        self = text.hasPrefix("group:") ? .group(String(text.dropFirst(6))) : .agency(AgencyID(text))
    }

    package var description: String {
        switch self {
        case .agency(let id): id.rawValue
        case .group(let id): "group:\(id)"
        }
    }
}
