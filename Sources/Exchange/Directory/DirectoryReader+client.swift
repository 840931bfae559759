// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension DirectoryReader {
    static let clientKeys = ["id", "name", "certificates", "authorisations", "sources"]

    mutating func readClient(_ section: Section) {
        let certificates = Self.certificates(section, &reader)
        let authorisations = readAuthorisations(section)
        let sources = readSources(section)
        let name = reader.text(section, "name")
        guard let text = reader.identifier(section, "id") else { return }
        let id = ClientID(text)
        refuseRepetition(clients[id] != nil, section)
        clients[id] = Client(
            id: id,
            name: name ?? "",
            certificates: [],
            authorisations: authorisations,
            sources: sources
        )
        // Why a copy: `reader` is a property of the value that `add` changes.
        var reader = self.reader
        add(certificates, to: id, &reader)
        self.reader = reader
    }

    /// Adds the certificates of a separate document to clients of the directory.
    mutating func readCredentials(_ reader: inout DocumentReader) {
        guard let root = reader.root(keys: ["id", "clients"]) else { return }
        _ = reader.identifier(root, "id")
        for section in reader.sections(root, "clients", keys: ["client", "certificates"]) {
            let certificates = Self.certificates(section, &reader)
            guard let text = reader.text(section, "client") else { continue }
            guard clients[ClientID(text)] != nil else {
                reader.fault(
                    section.pointer(to: "client"),
                    "the directory has no such client",
                    "correct the id or add the client"
                )
                continue
            }
            add(certificates, to: ClientID(text), &reader)
        }
    }

    private typealias Placed = (certificate: Client.Certificate, pointer: JSONPointer)

    private static func certificates(_ section: Section, _ reader: inout DocumentReader) -> [Placed] {
        var certificates: [Placed] = []
        for entry in reader.sections(section, "certificates", keys: ["sha256", "from", "until", "environment"]) {
            // Why test is the default: nobody comes into a live exchange without a word about it.
            let environment: Client.Certificate.Environment? = reader.choice(entry, "environment", default: .test)
            guard let text = reader.text(entry, "sha256"), let validity = reader.validity(entry), let environment
            else { continue }
            guard let fingerprint = TextCoding.bytes(hex: text, count: 32) else {
                reader.fault(
                    entry.pointer(to: "sha256"),
                    "this is not a certificate's fingerprint",
                    "write the SHA-256 of the DER certificate as 64 lower-case digits"
                )
                continue
            }
            certificates.append(
                (Client.Certificate(sha256: fingerprint, validity: validity, environment: environment), entry.pointer)
            )
        }
        return certificates
    }

    private mutating func add(_ placed: [Placed], to id: ClientID, _ reader: inout DocumentReader) {
        for (certificate, pointer) in placed {
            let others = clients.values.filter { $0.id != id }
            if others.contains(where: { $0.certificates.contains { $0.sha256 == certificate.sha256 } }) {
                reader.fault(
                    pointer.appending("sha256"),
                    "the certificate belongs to another client already",
                    "give each client certificates of its own"
                )
            }
            clients[id]?.certificates.append(certificate)
        }
    }

    private mutating func readAuthorisations(_ section: Section) -> [Authorisation] {
        var authorisations: [Authorisation] = []
        let keys = ["agency", "contracts", "direction", "from", "until"]
        for entry in reader.sections(section, "authorisations", keys: keys) {
            let contracts = reader.majors(entry, "contracts")
            let direction: Authorisation.Direction? = reader.choice(entry, "direction", default: nil)
            guard let agency = knownAgency(entry, "agency"), let validity = reader.validity(entry), let direction
            else { continue }
            authorisations.append(
                Authorisation(agency: agency, contracts: contracts, direction: direction, validity: validity)
            )
        }
        return authorisations
    }

    private static let sourceForm = TextForm("[A-Za-z][A-Za-z0-9+.\\-]*:[\\x21-\\x7E]{1,190}")

    private mutating func readSources(_ section: Section) -> [Client.Source] {
        var sources: [Client.Source] = []
        for entry in reader.sections(section, "sources", keys: ["agency", "source"]) {
            guard let agency = knownAgency(entry, "agency"), let source = reader.text(entry, "source") else { continue }
            guard Self.sourceForm.holds(for: source) else {
                reader.fault(
                    entry.pointer(to: "source"),
                    "a source is an absolute URI in ASCII",
                    "write it like urn:northshire:police:records"
                )
                continue
            }
            if let owner = sourceOwners.updateValue(agency, forKey: source), owner != agency {
                reader.fault(
                    entry.pointer(to: "source"),
                    "the source stands for another agency already",
                    "give each agency sources of its own"
                )
            }
            sources.append(Client.Source(agency: agency, source: source))
        }
        return sources
    }
}
