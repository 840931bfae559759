// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import Crypto
internal import JSONSchema

extension Agreement {
    /// Reads one agreement by itself, such as whoever signs it does.
    ///
    /// - Throws: every fault found.
    package init(reading document: BookDocument) throws(BookProblems) {
        let (agreement, problems) = AgreementReader.read(document)
        guard let agreement, problems.isEmpty else { throw BookProblems(problems) }
        self = agreement
    }
}

/// Reads `kind: SharingAgreement`.
struct AgreementReader {
    var reader: DocumentReader

    /// The agreement, if enough of it could be read, and every fault found in it.
    static func read(_ document: BookDocument) -> (Agreement?, [FileProblem]) {
        var reading = AgreementReader(reader: DocumentReader(document))
        let agreement = reading.readAgreement()
        return (agreement, reading.reader.problems)
    }

    private static let keys = [
        "id", "version", "title", "operator", "status", "revoked", "parties", "valid", "dpia", "clauses",
    ]

    private mutating func readAgreement() -> Agreement? {
        guard let root = reader.root(keys: Self.keys) else { return nil }
        let id = reader.identifier(root, "id"), version = reader.positiveInteger(root, "version")
        let title = reader.text(root, "title"), operatorName = reader.identifier(root, "operator")
        let status: Agreement.Status? = reader.choice(root, "status", default: .active)
        let revokedFrom = reader.date(root, "revoked", required: false)
        let dpia = reader.httpsURL(root, "dpia", required: false)
        let (validity, review) = readValidity(root)
        let parties = readParties(root)
        let clauses = readClauses(root)
        guard let id, let version, let title, let operatorName, let status, let validity else { return nil }
        return Agreement(
            ref: AgreementRef(id: id, version: version),
            title: title,
            operatorName: operatorName,
            status: status,
            revokedFrom: revokedFrom,
            validity: validity,
            review: review,
            parties: parties,
            dpia: dpia,
            clauses: clauses,
            sha256: Self.hash(reader.document.value)
        )
    }

    private static func hash(_ value: JSONValue) -> [UInt8] {
        let kept = (value.mapping ?? []).filter { $0.name != "status" && $0.name != "revoked" }
        return SHA256.bytes(of: JSONValue.object(kept).canonical())
    }

    private mutating func readValidity(_ root: Section) -> (Validity?, CalendarDate?) {
        guard let valid = reader.section(root, "valid", keys: ["from", "until", "review"]) else { return (nil, nil) }
        if valid["until"] == nil {
            reader.fault(valid.pointer(to: "until"), "the key is missing", "every agreement ends: give its last day")
        }
        return (reader.validity(valid), reader.date(valid, "review", required: false))
    }

    private mutating func readParties(_ root: Section) -> [Agreement.Party] {
        var parties: [Agreement.Party] = []
        let keys = ["agency", "group", "role", "dpo", "breach", "accessRequests"]
        for section in reader.sections(root, "parties", keys: keys, required: true) {
            let role: Agreement.Party.Role? = reader.choice(section, "role", default: .controller)
            let dpo = reader.text(section, "dpo", required: false)
            let breach = reader.text(section, "breach", required: false)
            let accessRequests = reader.text(section, "accessRequests", required: false)
            guard (section["agency"] == nil) != (section["group"] == nil) else {
                reader.fault(section.pointer, "a party is an agency or a group", "give exactly one of agency and group")
                continue
            }
            let key = section["agency"] == nil ? "group" : "agency"
            guard let name = reader.identifier(section, key), let role else { continue }
            let endpoint = key == "group" ? Endpoint.group(name) : .agency(AgencyID(name))
            if parties.contains(where: { $0.endpoint == endpoint }) {
                reader.fault(section.pointer(to: key), "the party is listed twice", "keep one entry")
            }
            parties.append(
                Agreement.Party(
                    endpoint: endpoint,
                    role: role,
                    dpo: dpo,
                    breach: breach,
                    accessRequests: accessRequests
                )
            )
        }
        return parties
    }

    private mutating func readClauses(_ root: Section) -> [Agreement.Clause] {
        var clauses: [Agreement.Clause] = []
        for section in reader.sections(root, "clauses", keys: Self.clauseKeys, required: true) {
            guard let clause = readClause(section) else { continue }
            if clauses.contains(where: { $0.id == clause.id }) {
                reader.fault(section.pointer(to: "id"), "the id is used twice", "give each clause an id of its own")
            }
            clauses.append(clause)
        }
        return clauses
    }
}
