// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// The approvals that count.
struct Approvals: Sendable {
    private var given: [AgreementRef: Set<AgencyID>] = [:]

    /// Takes an approval if it counts.
    ///
    /// - Returns: why it does not, or nil.
    mutating func add(
        _ approval: Approval,
        agreements: [AgreementRef: Agreement],
        agencies: [AgencyID: Agency]
    ) -> String? {
        guard let agreement = agreements[approval.agreement] else { return "there is no such version of the agreement" }
        guard agreement.sha256 == approval.sha256 else { return "the agreement was changed after it was signed" }
        guard let agency = agencies[approval.agency] else { return "the directory has no such agency" }
        let message = Approval.message(agreement: approval.agreement, sha256: approval.sha256)
        guard agency.hasSigned(message, keyID: approval.keyID, signature: approval.signature) else {
            return "the signature is not by a key registered for the agency"
        }
        given[agreement.ref, default: []].insert(agency.id)
        return nil
    }

    /// The agencies named in a clause whose approval a version still lacks, sorted; groups join by accession instead.
    func missing(_ agreement: Agreement) -> [AgencyID] {
        let needed = agreement.clauses.flatMap { $0.from + $0.to }.compactMap { endpoint -> AgencyID? in
            if case .agency(let id) = endpoint { id } else { nil }
        }
        return Set(needed).subtracting(given[agreement.ref] ?? []).sorted()
    }
}

extension Agency {
    /// Whether a signature is by the key the agency registered under that id.
    func hasSigned(_ message: [UInt8], keyID: String, signature: [UInt8]) -> Bool {
        guard let key = approvalKeys.first(where: { $0.id == keyID }),
            let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: key.publicKey)
        else { return false }
        return publicKey.isValidSignature(signature, for: message)
    }
}

extension Directory {
    /// The directory without the group members whose accession is not signed, and who they are.
    func keepingSignedMembers() -> (Directory, [(group: String, agency: AgencyID)]) {
        var left: [(String, AgencyID)] = []
        let kept = groups.mapValues { group in
            AgencyGroup(
                id: group.id,
                members: group.members.filter { member in
                    let message = AgencyGroup.accessionMessage(
                        group: group.id,
                        agency: member.agency,
                        from: member.validity.from
                    )
                    let isSigned =
                        member.accession.map { accession in
                            agencies[member.agency]?.hasSigned(
                                message,
                                keyID: accession.keyID,
                                signature: accession.signature
                            ) ?? false
                        } ?? false
                    if !isSigned { left.append((group.id, member.agency)) }
                    return isSigned
                }
            )
        }
        let directory = Directory(
            partnership: partnership,
            agencies: agencies,
            groups: kept,
            clients: clients,
            feeds: feeds
        )
        return (directory, left.sorted { ($0.0, $0.1) < ($1.0, $1.1) })
    }
}
