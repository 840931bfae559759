// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// One version of a data contract, compiled: what one type of message must contain.
///
/// A class: it is held by everything that is done with a message, and each would copy two dozen references.
package final class Contract: Sendable {
    package let id: ContractID
    package let facts: ContractFacts
    /// The CloudEvents `type` of its messages, ending in `.v` and the major version.
    package let messageType: String
    /// The address of the published schema: the contract's canonical address and `/schema.json`.
    package let dataschema: String
    /// RFC 8785 bytes of the contract file as JSON: what approvals sign.
    package let canonicalBytes: [UInt8]
    /// The published JSON Schema 2020-12, with `x-odcs` notes and the rules it cannot assert under `x-rules`.
    package let schema: JSONValue
    /// Every field, enclosing objects before what they hold.
    package let fields: [ContractField]
    package let subjects: [SubjectDeclaration]
    /// The fields by which two messages are about the same thing, in their order; empty when the contract names none.
    package let recordKey: [FieldPattern]

    let shape: Shape
    let rules: [Rule]
    let places: SchemaPlaces
    /// The published schema, and after it the fragments that only warn.
    let checker: CompiledSchema
    /// The rules the checker does not assert.
    let plan: [Rule]
    /// The schema of another body that the whole message is held to as well.
    let gate: ForeignGate?

    package var title: String { facts.title }
    package var purpose: String { facts.purpose }
    /// The fields that no two messages may have alike.
    package var uniqueFields: [FieldPattern] { fields.filter(\.isUnique).map(\.pointer) }
    package var retention: Retention? { facts.retention }
    /// The schema of another body that messages are held to beside the contract's own fields; nil when there is none.
    package var foreignSchema: ForeignReference? { gate?.reference }

    /// Compiles an ODCS document that keeps the message profile.
    ///
    /// `source`: the text the document came from, to give lines in problems.
    /// `lists`: the code lists its checks may name.
    /// `schemas`: those of others, among which the one it pins must be.
    /// Throws every problem found.
    package init(
        odcs: JSONValue,
        source: YAMLSource? = nil,
        lists: CodeLists = .none,
        schemas: ForeignSchemas = .none
    ) throws(ContractProblems) {
        var reader = ProfileReader(source: source)
        guard let draft = reader.contract(odcs) else { throw ContractProblems(reader.problems) }
        let compiler = RuleCompiler(draft.shape, lists: lists)
        for problem in compiler.problems { reader.note(problem.place, problem.problem, problem.mend) }
        gate = reader.gate(draft.foreign, among: schemas)
        guard reader.problems.isEmpty else { throw ContractProblems(reader.problems) }

        id = draft.id
        facts = draft.facts
        messageType = draft.messageType
        dataschema = draft.canonicalURL + "/schema.json"
        canonicalBytes = odcs.canonical()
        subjects = draft.subjects
        recordKey = draft.recordKey
        shape = draft.shape
        rules = compiler.rules
        places = SchemaPlaces(draft.shape, compiler.rules)
        fields = ContractField.list(draft.shape)
        plan = compiler.rules.filter(\.isPlanned)
        let whole = ViewNode(complete: draft.shape)
        schema = SchemaWriter(
            root: whole,
            rules: compiler.rules,
            mayLackRestricted: false,
            closesOpen: false,
            assertsWarnings: false,
            foreign: draft.foreign
        ).schema(id: dataschema)
        let checked = SchemaWriter(
            root: whole,
            rules: compiler.rules,
            mayLackRestricted: false,
            closesOpen: false,
            assertsWarnings: true
        ).schema(id: dataschema)
        do {
            checker = try CompiledSchema(checked, options: Contract.schemaOptions)
        } catch {
            let place = SchemaPlaces.filePlace(of: error.pointer, in: draft.shape)
            reader.note(place, "the compiled schema is refused: \(error.reason)", "correct the rule or option")
            throw ContractProblems(reader.problems)
        }
    }

    private static var schemaOptions: CompiledSchema.Options {
        var options = CompiledSchema.Options()
        options.assertFormats = true
        return options
    }
}

extension Rule {
    fileprivate var isPlanned: Bool {
        guard case .fragment = body else { return true }
        return false
    }
}
