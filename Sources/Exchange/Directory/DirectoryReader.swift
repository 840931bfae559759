// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import JSONSchema

/// Reads `kind: Directory` and the `kind: Credentials` that add certificates to it.
struct DirectoryReader {
    var reader: DocumentReader
    var agencies: [AgencyID: Agency] = [:]
    var groups: [String: AgencyGroup] = [:]
    var clients: [ClientID: Client] = [:]
    var feeds: [String: Feed] = [:]
    var sourceOwners: [String: AgencyID] = [:]

    /// The directory with its credentials, and every fault found in them.
    static func read(_ document: BookDocument, credentials: [BookDocument]) -> (Directory?, [FileProblem]) {
        var reading = DirectoryReader(reader: DocumentReader(document))
        let partnership = reading.readDirectory()
        var problems = reading.reader.problems
        for document in credentials {
            var reader = DocumentReader(document)
            reading.readCredentials(&reader)
            problems += reader.problems
        }
        guard let partnership else { return (nil, problems) }
        let directory = Directory(
            partnership: partnership,
            agencies: reading.agencies,
            groups: reading.groups,
            clients: reading.clients,
            feeds: reading.feeds
        )
        return (directory, problems)
    }

    private mutating func readDirectory() -> String? {
        guard let root = reader.root(keys: ["partnership", "agencies", "groups", "clients", "feeds"]) else {
            return nil
        }
        for section in reader.sections(root, "agencies", keys: Self.agencyKeys, required: true) { readAgency(section) }
        for section in reader.sections(root, "groups", keys: ["id", "members"]) { readGroup(section) }
        for section in reader.sections(root, "clients", keys: Self.clientKeys) { readClient(section) }
        for section in reader.sections(root, "feeds", keys: Self.feedKeys) { readFeed(section) }
        return reader.identifier(root, "partnership")
    }

    private mutating func readGroup(_ section: Section) {
        let keys = ["agency", "from", "until", "accession"]
        var members: [AgencyGroup.Membership] = []
        for member in reader.sections(section, "members", keys: keys) {
            let accession = readAccession(member)
            guard let agency = knownAgency(member, "agency"), let validity = reader.validity(member) else { continue }
            members.append(AgencyGroup.Membership(agency: agency, validity: validity, accession: accession))
        }
        guard let id = reader.identifier(section, "id") else { return }
        refuseRepetition(groups[id] != nil, section)
        groups[id] = AgencyGroup(id: id, members: members)
    }

    private mutating func readAccession(_ member: Section) -> AgencyGroup.Accession? {
        guard member["accession"] != nil,
            let section = reader.section(member, "accession", keys: ["key", "signature"]),
            let key = reader.text(section, "key"), let text = reader.text(section, "signature")
        else { return nil }
        guard let signature = TextCoding.bytes(base64: text, count: 64) else {
            reader.fault(
                section.pointer(to: "signature"),
                "this is not an Ed25519 signature",
                "give 64 bytes in base64"
            )
            return nil
        }
        return AgencyGroup.Accession(keyID: key, signature: signature)
    }

    static let feedKeys = ["id", "adapter", "contracts", "agencies", "settings"]

    private mutating func readFeed(_ section: Section) {
        let contracts = reader.majors(section, "contracts")
        let named = section["agencies"] == nil ? nil : reader.texts(section, "agencies")
        let settings = settings(section)
        let agencies = named.map { named in Set(named.compactMap { known($0.text, $0.pointer) }) }
        guard let id = reader.identifier(section, "id"), let adapter = reader.identifier(section, "adapter") else {
            return
        }
        refuseRepetition(feeds[id] != nil, section)
        feeds[id] = Feed(id: id, adapter: adapter, contracts: contracts, agencies: agencies, settings: settings)
    }

    mutating func settings(_ section: Section) -> JSONValue {
        guard let settings = section["settings"] else { return .object([]) }
        if settings.mapping == nil {
            reader.fault(section.pointer(to: "settings"), "settings are keys and values", "write a mapping, or {}")
        }
        return settings
    }

    /// The agency a key names; a fault if the directory has none such.
    mutating func knownAgency(_ section: Section, _ key: String) -> AgencyID? {
        guard let text = reader.text(section, key) else { return nil }
        return known(text, section.pointer(to: key))
    }

    mutating func known(_ text: String, _ pointer: JSONPointer) -> AgencyID? {
        let id = AgencyID(text)
        guard agencies[id] != nil else {
            reader.fault(pointer, "the directory has no such agency", "correct the id or add the agency")
            return nil
        }
        return id
    }

    mutating func refuseRepetition(_ repeated: Bool, _ section: Section) {
        if repeated {
            reader.fault(section.pointer(to: "id"), "the id is used twice", "give each entry an id of its own")
        }
    }
}
