// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import TransparencyLog

extension Door {
    /// `GET /v1/messages/{id}`: the sender's view of what it sent.
    func showMessage(_ id: String, _ call: Call, _ caller: Caller) async throws(DoorFailure) -> Answer {
        let (event, record) = try await find(id, call, caller)
        let proof = try await proof(of: record)
        let pages = pages(caller.book)
        var writer = JSONWriter(capacity: 4_096)
        writer.beginObject()
        writer.member("status", "accepted")
        writer.member("id", event.description)
        writer.member("message", record.message.description)
        writer.member("source", record.source)
        writer.member("acceptedAt", record.acceptedAt.description)
        CommittedEntry(leaf: record.leaf)?.writeRecipients(into: &writer, pages: pages) { delivery, writer in
            guard let view = record.deliveries.first(where: { $0.id.description == delivery }) else { return }
            view.write(into: &writer)
        }
        writer.name("receipt")
        writer.raw(record.receipt.json)
        writer.name("sealed")
        writer.bool(proof != nil)
        writer.member("logProof", proof?.encoded)
        writer.endObject()
        return Answer(200, Answer.json, writer.bytes).with("cache-control", "no-store")
    }

    /// `GET /v1/messages/{id}/proof`: that the entry is in the log, as a file that stands by itself (C2SP tlog-proof).
    func showProof(_ id: String, _ call: Call, _ caller: Caller) async throws(DoorFailure) -> Answer {
        let (_, record) = try await find(id, call, caller)
        guard let proof = try await proof(of: record) else { return problem(.notSealed).with("retry-after", "1") }
        return Answer(200, Answer.text, Array(proof.encoded.utf8))
    }

    private func find(_ text: String, _ call: Call, _ caller: Caller) async throws(DoorFailure) -> (
        UniqueID, MessageRecord
    ) {
        guard let id = UniqueID(parsing: text) else { throw .problem(.notFound) }
        var records: [MessageRecord]
        do throws(StoreFailure) {
            records = try await exchange.reader.messages(agency: caller.agency, id: id)
        } catch { throw .store(error) }
        if let source = call.query["source"] { records = records.filter { $0.source.utf8.elementsEqual(source.utf8) } }
        guard let record = records.first else { throw .problem(.notFound) }
        guard records.count == 1 else {
            throw DoorFailure(
                ParameterProblem(name: "source", mend: "The id was used under several sources: name one of yours.")
            )
        }
        return (id, record)
    }

    private func proof(of record: MessageRecord) async throws(DoorFailure) -> LogProof? {
        do throws(StoreFailure) {
            return try await exchange.reader.inclusion(of: record.position)
        } catch { throw .store(error) }
    }
}

extension DeliveryRecordView {
    /// Writes how far the delivery has come.
    fileprivate func write(into writer: inout JSONWriter) {
        writer.member("state", state)
        writer.member("attempts", Int64(attempts))
        writer.member("reference", reference)
        writer.member("reason", reason)
        writer.member("expiresAt", expiresAt?.description)
        writer.member("closedAt", closedAt?.description)
        guard !tries.isEmpty else { return }
        writer.name("tries")
        writer.beginArray()
        for attempt in tries {
            writer.beginObject()
            writer.member("attempt", Int64(attempt.attempt))
            writer.member("at", attempt.at.description)
            writer.member("result", attempt.result)
            writer.member("reason", attempt.reason)
            writer.endObject()
        }
        writer.endArray()
    }
}
