// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import Exchange
internal import JSONSchema

extension Door {
    private static let schema = "application/schema+json"

    /// `GET /v1/contracts`: what the agency may send or be sent.
    func listContracts(_ caller: Caller) -> Answer {
        var writer = JSONWriter(capacity: 4_096)
        writer.beginObject()
        writer.name("contracts")
        writer.beginArray()
        for contract in Visibility(caller).contracts {
            writer.beginObject()
            writer.member("id", contract.id.description)
            writer.member("name", contract.id.name)
            writer.member("version", contract.id.version)
            writer.member("title", contract.contract.title)
            writer.member("purpose", contract.contract.purpose)
            writer.member("type", contract.contract.messageType)
            writer.member("dataschema", contract.contract.dataschema)
            writer.member("sha256", hex: contract.sha256)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return Answer(200, Answer.json, writer.bytes)
    }

    /// `GET /v1/contracts/{name}/{version}`: the contract as it was applied, canonical JSON of its ODCS file.
    func showContract(_ name: String, _ version: String, _ caller: Caller) throws(DoorFailure) -> Answer {
        guard let found = Visibility(caller).contract(name: name, version: version) else { throw .problem(.notFound) }
        return Answer(200, Answer.json, found.contract.canonicalBytes)
    }

    /// `GET /v1/contracts/{name}/{version}/schema.json`: the schema data is checked against.
    func showSchema(_ name: String, _ version: String, _ caller: Caller) throws(DoorFailure) -> Answer {
        guard let found = Visibility(caller).contract(name: name, version: version) else { throw .problem(.notFound) }
        return Answer(200, Self.schema, found.contract.schema.serialised())
    }

    /// `GET /v1/contracts/{name}/{version}/views/{view}/schema.json`: what a recipient may count on.
    func showView(_ name: String, _ version: String, _ view: String, _ caller: Caller) throws(DoorFailure) -> Answer {
        guard let id = ContractID(name: name, version: version), let found = Visibility(caller).view(view, of: id)
        else {
            throw .problem(.notFound)
        }
        return Answer(200, Self.schema, found.schema.serialised())
    }
}
