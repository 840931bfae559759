// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension DirectoryReader {
    static let agencyKeys = [
        "id", "name", "kind", "identifiers", "publicAuthority", "competentAuthority", "reads", "delivery",
        "approvalKeys",
        "contacts", "suspendedFrom",
    ]

    mutating func readAgency(_ section: Section) {
        let (method, adapter, settings) = readDelivery(section)
        let identifiers = readIdentifiers(section)
        let keys = readApprovalKeys(section)
        let contacts = readContacts(section)
        let reads = reader.majors(section, "reads", required: false)
        let suspendedFrom = reader.date(section, "suspendedFrom", required: false)
        let publicAuthority = reader.flag(section, "publicAuthority")
        let competentAuthority = reader.flag(section, "competentAuthority")
        let kind = reader.identifier(section, "kind"), name = reader.text(section, "name")
        guard let text = reader.identifier(section, "id") else { return }
        let id = AgencyID(text)
        refuseRepetition(agencies[id] != nil, section)
        agencies[id] = Agency(
            id: id,
            name: name ?? "",
            kind: kind ?? "",
            identifiers: identifiers,
            publicAuthority: publicAuthority,
            competentAuthority: competentAuthority,
            reads: reads,
            delivery: method,
            adapter: adapter,
            adapterSettings: settings,
            approvalKeys: keys,
            contacts: contacts,
            suspendedFrom: suspendedFrom
        )
    }

    private mutating func readIdentifiers(_ section: Section) -> [String: [String]] {
        guard let value = section["identifiers"] else { return [:] }
        let pointer = section.pointer(to: "identifiers")
        guard let members = value.mapping else {
            reader.fault(pointer, "identifiers are schemes and values", "write a mapping such as {urn: '990001'}")
            return [:]
        }
        var identifiers: [String: [String]] = [:]
        for member in members {
            let below = pointer.appending(member.name)
            if !DocumentReader.isIdentifier(member.name) {
                reader.fault(below, "this is not a scheme", "use lower-case letters, digits and hyphens")
            }
            identifiers[member.name] = reader.oneOrMore(member.value, below)
        }
        return identifiers
    }

    private mutating func readApprovalKeys(_ section: Section) -> [ApprovalKey] {
        var keys: [ApprovalKey] = []
        for key in reader.sections(section, "approvalKeys", keys: ["id", "ed25519"]) {
            guard let id = reader.identifier(key, "id"), let text = reader.text(key, "ed25519") else { continue }
            guard let bytes = TextCoding.bytes(base64: text, count: 32) else {
                reader.fault(key.pointer(to: "ed25519"), "this is not an Ed25519 public key", "give 32 bytes in base64")
                continue
            }
            refuseRepetition(keys.contains { $0.id == id }, key)
            keys.append(ApprovalKey(id: id, publicKey: bytes))
        }
        return keys
    }

    private mutating func readContacts(_ section: Section) -> Agency.Contacts {
        let keys = ["dpo", "breach", "accessRequests", "enquiries"]
        guard let contacts = reader.section(section, "contacts", keys: keys, required: false) else {
            return Agency.Contacts(dpo: nil, breach: nil, accessRequests: nil, enquiries: nil)
        }
        return Agency.Contacts(
            dpo: reader.text(contacts, "dpo", required: false),
            breach: reader.text(contacts, "breach", required: false),
            accessRequests: reader.text(contacts, "accessRequests", required: false),
            enquiries: reader.text(contacts, "enquiries", required: false)
        )
    }

    /// How an agency is reached.
    enum Way: String, CaseIterable { case mailbox, push }

    /// `delivery: mailbox`, or a mapping with `way`, the push target, and the adapter that renders.
    private mutating func readDelivery(_ section: Section) -> (DeliveryMethod, String?, JSONValue) {
        guard let value = section["delivery"], value.text != Way.mailbox.rawValue else {
            return (.mailbox, nil, .object([]))
        }
        let keys = ["way", "url", "pin", "authority", "adapter", "settings"]
        guard let delivery = reader.section(section, "delivery", keys: keys) else {
            return (.mailbox, nil, .object([]))
        }
        let adapter = delivery["adapter"] == nil ? nil : reader.identifier(delivery, "adapter")
        let settings = settings(delivery)
        let way: Way = reader.choice(delivery, "way", default: nil) ?? .mailbox
        guard way == .push else {
            for key in ["url", "pin", "authority"] where delivery[key] != nil {
                reader.fault(
                    delivery.pointer(to: key),
                    "a mailbox has no destination",
                    "remove the key or write way: push"
                )
            }
            return (.mailbox, adapter, settings)
        }
        guard let url = reader.httpsURL(delivery, "url"), let pin = readPin(delivery) else {
            return (.mailbox, adapter, settings)
        }
        return (.push(PushTarget(url: url, pin: pin)), adapter, settings)
    }

    private mutating func readPin(_ delivery: Section) -> PushTarget.Pin? {
        let pointer = delivery.pointer(to: "pin")
        switch (delivery["pin"]?.text, delivery["authority"]?.text) {
        case (let pin?, nil):
            guard pin.hasPrefix("sha256:"), let bytes = TextCoding.bytes(hex: String(pin.dropFirst(7)), count: 32)
            else {
                reader.fault(
                    pointer,
                    "this is not a certificate's fingerprint",
                    "write sha256: and 64 lower-case digits"
                )
                return nil
            }
            return .certificate(sha256: bytes)
        case (nil, let file?):
            return .authority(file: file)
        default:
            reader.fault(
                pointer,
                "a push destination is pinned in exactly one way",
                "give either pin: 'sha256:…' or authority: a PEM file"
            )
            return nil
        }
    }
}
