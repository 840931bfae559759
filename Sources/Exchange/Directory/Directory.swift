// SPDX-License-Identifier: Apache-2.0

/// Who takes part: agencies, groups, clients and feeds of one partnership.
package struct Directory: Sendable {
    /// Which agency a source stands for, and which clients may use it.
    struct SourceOwner: Sendable {
        let agency: AgencyID
        var clients: Set<ClientID>
    }

    /// A certificate and the client that presents it.
    struct CertificateHolder: Sendable {
        let client: ClientID
        let validity: Validity
    }

    package let partnership: String
    package let agencies: [AgencyID: Agency]
    package let groups: [String: AgencyGroup]
    package let clients: [ClientID: Client]
    package let feeds: [String: Feed]
    let sources: [String: SourceOwner]
    private let certificates: [[UInt8]: [CertificateHolder]]
    private let holders: [Identification: [AgencyID]]
    private let authorisations: [Actor: [Authorisation]]

    private struct Identification: Hashable {
        let kind: String
        let scheme: String
        let value: String
    }

    init(
        partnership: String,
        agencies: [AgencyID: Agency],
        groups: [String: AgencyGroup],
        clients: [ClientID: Client],
        feeds: [String: Feed]
    ) {
        self.partnership = partnership
        self.agencies = agencies
        self.groups = groups
        self.clients = clients
        self.feeds = feeds
        var certificates: [[UInt8]: [CertificateHolder]] = [:]
        var sources: [String: SourceOwner] = [:]
        var authorisations: [Actor: [Authorisation]] = [:]
        for client in clients.values {
            for certificate in client.certificates {
                let holder = CertificateHolder(client: client.id, validity: certificate.validity)
                certificates[certificate.sha256, default: []].append(holder)
            }
            for authorisation in client.authorisations {
                let actor = Actor(client: client.id, agency: authorisation.agency)
                authorisations[actor, default: []].append(authorisation)
            }
            for source in client.sources {
                sources[source.source, default: SourceOwner(agency: source.agency, clients: [])].clients.insert(
                    client.id
                )
            }
        }
        var holders: [Identification: [AgencyID]] = [:]
        for agency in agencies.values.sorted(by: { $0.id < $1.id }) {
            for (scheme, values) in agency.identifiers {
                for value in values {
                    holders[Identification(kind: agency.kind, scheme: scheme, value: value), default: []].append(
                        agency.id
                    )
                }
            }
        }
        self.certificates = certificates
        self.sources = sources
        self.holders = holders
        self.authorisations = authorisations
    }

    /// The client that presents a certificate valid for it at that time.
    ///
    /// - Parameters:
    ///   - fingerprint: SHA-256 of the DER certificate.
    ///   - time: the moment of the handshake.
    /// - Returns: nil for a certificate nobody registered, or not for that day.
    package func client(fingerprint: [UInt8], at time: Timestamp) -> Client? {
        let day = CalendarDate(londonAt: time)
        let holder = certificates[fingerprint]?.first { $0.validity.contains(day) }
        return holder.flatMap { clients[$0.client] }
    }

    /// The agencies of a kind that hold an identifier, sorted.
    package func agencies(kind: String, scheme: String, value: String) -> [AgencyID] {
        holders[Identification(kind: kind, scheme: scheme, value: value)] ?? []
    }

    /// The permission under which a client may send or receive a contract for an agency on that day.
    package func authorisation(
        client: ClientID,
        agency: AgencyID,
        contract: ContractMajor,
        direction: Authorisation.Direction,
        on day: CalendarDate
    ) -> Authorisation? {
        authorisations[Actor(client: client, agency: agency)]?.first {
            $0.direction == direction && $0.validity.contains(day)
                && $0.contracts.contains(contract)
        }
    }

    /// Whether a client may send or receive anything at all for an agency on that day.
    package func isAuthorised(
        client: ClientID,
        agency: AgencyID,
        direction: Authorisation.Direction,
        on day: CalendarDate
    ) -> Bool {
        authorisations[Actor(client: client, agency: agency)]?.contains {
            $0.direction == direction && $0.validity.contains(day)
        } ?? false
    }

    /// Whether a source is registered to that client for that agency, compared byte by byte.
    package func sourceBelongs(_ source: String, client: ClientID, agency: AgencyID) -> Bool {
        guard source.isASCII, let owner = sources[source] else { return false }
        return owner.agency == agency && owner.clients.contains(client)
    }

    package func isMember(_ agency: AgencyID, of group: String, on day: CalendarDate) -> Bool {
        groups[group]?.members.contains { $0.agency == agency && $0.validity.contains(day) } ?? false
    }
}
