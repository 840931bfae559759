// SPDX-License-Identifier: Apache-2.0

internal import Exchange

extension Door {
    /// `GET /v1/agreements`: every version of the agreements the agency is bound by.
    func listAgreements(_ caller: Caller) -> Answer {
        let visibility = Visibility(caller)
        var writer = JSONWriter(capacity: 8_192)
        writer.beginObject()
        writer.name("agreements")
        writer.beginArray()
        for agreement in caller.book.agreements where visibility.isParty(agreement) {
            write(agreement, caller, into: &writer)
        }
        writer.endArray()
        writer.endObject()
        return Answer(200, Answer.json, writer.bytes)
    }

    /// `GET /v1/agreements/{id}`: the version asked for, else the one in force, else the newest.
    func showAgreement(_ id: String, _ call: Call, _ caller: Caller) throws(DoorFailure) -> Answer {
        let visibility = Visibility(caller)
        let versions = caller.book.agreements.filter { $0.ref.id.utf8.elementsEqual(id.utf8) && visibility.isParty($0) }
        let asked: Int64?
        do throws(ParameterProblem) {
            asked = try call.query.integer("version", 1...Int64(Int32.max))
        } catch { throw DoorFailure(error) }
        let found: Agreement?
        if let asked {
            found = versions.first { $0.ref.version == Int(asked) }
        } else {
            let governing = caller.book.governing(id, on: caller.day)
            found = versions.first { $0.ref == governing?.ref } ?? versions.last
        }
        guard let found else { throw .problem(.notFound) }
        var writer = JSONWriter(capacity: 4_096)
        write(found, caller, into: &writer)
        return Answer(200, Answer.json, writer.bytes)
    }

    /// `GET /v1/terms/{sha256}`: the exact bytes whose hash an entry names as the terms of a disclosure, of any book there ever was.
    func showTerms(_ text: String, _ caller: Caller) async throws(DoorFailure) -> Answer {
        guard let hash = TextCoding.bytes(hex: text, count: 32) else { throw .problem(.notFound) }
        let found: [UInt8]?
        do throws(StoreFailure) {
            found = try await exchange.reader.terms(sha256: hash, agency: caller.agency)
        } catch { throw .store(error) }
        guard let found else { throw .problem(.notFound) }
        // Named by its hash: it never changes.
        return Answer(200, Answer.json, found).with("vary", "concordat-agency")
            .with("cache-control", "private, max-age=31536000, immutable")
    }

    private func write(_ agreement: Agreement, _ caller: Caller, into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", agreement.ref.id)
        writer.member("version", Int64(agreement.ref.version))
        writer.member("title", agreement.title)
        writer.member("operator", agreement.operatorName)
        writer.member("status", agreement.status.rawValue)
        writer.member("revokedFrom", agreement.revokedFrom?.description)
        writer.name("inForce")
        writer.bool(caller.book.governing(agreement.ref.id, on: caller.day)?.ref == agreement.ref)
        writer.member("sha256", hex: agreement.sha256)
        writer.name("valid")
        writer.beginObject()
        writer.member("from", agreement.validity.from.description)
        writer.member("until", agreement.validity.until?.description)
        writer.member("review", agreement.review?.description)
        writer.endObject()
        writer.member("dpia", agreement.dpia)
        writer.name("parties")
        writer.beginArray()
        for party in agreement.parties {
            writer.beginObject()
            writer.member("party", party.endpoint.description)
            writer.member("role", party.role.rawValue)
            writer.endObject()
        }
        writer.endArray()
        writer.list("missingApprovals", caller.book.missingApprovals(agreement.ref).map(\.rawValue))
        writer.name("clauses")
        writer.beginArray()
        for clause in agreement.clauses { writer.raw(ClauseDocument.json(clause)) }
        writer.endArray()
        writer.endObject()
    }
}

extension JSONWriter {
    /// A list of strings.
    mutating func list(_ label: StaticString, _ texts: [String]) {
        name(label)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }
}
