// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import JSONSchema

/// What a committed entry says of a message: the ids that were given and what was decided.
struct CommittedEntry {
    private let root: JSONNode

    /// Reads the entry a receipt holds.
    init?(_ receipt: Receipt) {
        guard let core = try? JSONDocument(receipt.core, limits: .document), let entry = core.root["entry"] else {
            return nil
        }
        root = entry
    }

    /// Reads the exact bytes of an entry.
    init?(leaf: [UInt8]) {
        guard let entry = try? JSONDocument(leaf, limits: .document) else { return nil }
        root = entry.root
    }

    /// The gateway's id of the message.
    var message: String? { root["message"]?.stringValue }

    var contract: String? { root["contract"]?.stringValue }

    /// Writes the recipients as they were decided; `more` adds what has become of the delivery of that id.
    func writeRecipients(
        into writer: inout JSONWriter,
        pages: BookPages?,
        more: (_ delivery: String, inout JSONWriter) -> Void = { _, _ in }
    ) {
        writer.name("recipients")
        writer.beginArray()
        for disclosure in root["disclosures"].map({ Array($0.elements) }) ?? [] {
            writer.beginObject()
            writer.member("recipient", disclosure["recipient"]?.stringValue)
            writer.member("via", disclosure["via"]?.stringValue)
            if let clause = disclosure["clause"] {
                writePermission(disclosure, clause, into: &writer, pages)
                if let delivery = disclosure["delivery"]?.stringValue { more(delivery, &writer) }
            } else if let code = disclosure["refusal"]?["code"]?.stringValue.flatMap(RefusalCode.init) {
                RecipientRefusal.write(Refusal(code), into: &writer)
            }
            writer.endObject()
        }
        writer.endArray()
    }

    private func writePermission(
        _ disclosure: JSONNode,
        _ clause: JSONNode,
        into writer: inout JSONWriter,
        _ pages: BookPages?
    ) {
        let agreement = clause["agreement"]?.stringValue ?? ""
        let version = clause["version"]?.integerValue ?? 0
        let reference = "\(agreement)@\(version)#\(clause["clause"]?.stringValue ?? "")"
        writer.member("verdict", "permitted")
        writer.member("clause", reference)
        writer.member("purpose", disclosure["purpose"]?.stringValue)
        if let page = pages?.page(reference: reference, contract: clause["contract"]?.stringValue ?? "") {
            writer.name("withholds")
            writer.raw(page.withholds)
        }
        writer.member("delivery", disclosure["delivery"]?.stringValue)
    }
}
