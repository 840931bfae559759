// SPDX-License-Identifier: Apache-2.0

/// Which agencies the ends of a clause stand for, and when.
struct Membership {
    private let agencies: [AgencyID: BookAgency]
    private let groups: [String: AgencyGroup]

    init(_ directory: Directory, _ agencies: [AgencyID: BookAgency]) {
        self.agencies = agencies
        groups = directory.groups
    }

    /// Each agency once, with all its spans.
    func spans(of endpoints: [Endpoint]) -> [(agency: BookAgency, spans: [Validity])] {
        var spans: [AgencyID: [Validity]] = [:]
        for endpoint in endpoints {
            switch endpoint {
            case .agency(let id): spans[id, default: []].append(.always)
            case .group(let id):
                for member in groups[id]?.members ?? [] { spans[member.agency, default: []].append(member.validity) }
            }
        }
        return spans.sorted { $0.key < $1.key }.compactMap { id, spans in agencies[id].map { ($0, spans) } }
    }

    /// Each pair of agencies once, with the days on which both belong.
    ///
    /// An agency is paired with itself only where both ends name it: its processor may send to it on its behalf, but a group
    /// that shares among its members says nothing about each with itself.
    func pairs(
        from: [Endpoint],
        to: [Endpoint]
    ) -> [(from: BookAgency, to: BookAgency, spans: [Validity])] {
        let recipients = spans(of: to)
        return spans(of: from).flatMap { sender in
            recipients.compactMap { recipient in
                guard sender.agency !== recipient.agency || isNamed(sender.agency, in: from, and: to) else {
                    return nil
                }
                let common = sender.spans.flatMap { span in recipient.spans.compactMap(span.intersection) }
                return common.isEmpty ? nil : (sender.agency, recipient.agency, common)
            }
        }
    }

    private func isNamed(_ agency: BookAgency, in from: [Endpoint], and to: [Endpoint]) -> Bool {
        from.contains(.agency(agency.agency.id)) && to.contains(.agency(agency.agency.id))
    }
}
