// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import PCRE

/// The schema of another body, compiled: a second gate for the whole message, beside the contract's own fields.
struct ForeignGate: Sendable {
    let reference: ForeignReference
    let checker: CompiledSchema

    private static let mend =
        "pin an edition in draft 2020-12 that is one file, refers to no other and does without what is refused"

    /// Compiles the schema; references lead nowhere but into itself.
    ///
    /// Look-around and back-references run by PCRE2 under its limits: who wrote them does not know this gateway. `format`
    /// stays an annotation, as the standard has it, unless the schema's own dialect asserts it.
    /// - Throws: the first fault of the schema, with its line.
    init(_ reference: ForeignReference, _ schema: ForeignSchema) throws(FileProblem) {
        self.reference = reference
        let document = try schema.document()
        // A schema of another draft, read as one of this, would be another gate than its owner's.
        guard document.root["$schema"]?.kind == .string else {
            throw schema.problem(at: "", in: document, "the schema does not say of which draft it is", ForeignGate.mend)
        }
        do throws(SchemaError) {
            checker = try CompiledSchema(
                JSONValue(document.root),
                baseURI: reference.url,
                options: CompiledSchema.Options(engine: PCREEngine())
            )
        } catch {
            throw schema.problem(
                at: error.pointer,
                in: document,
                "the schema is refused: \(error.reason)",
                ForeignGate.mend
            )
        }
    }
}

extension ProfileReader {
    /// Compiles the schema a contract pins; where it is nil although one is pinned, `problems` says why.
    mutating func gate(_ reference: ForeignReference?, among schemas: ForeignSchemas) -> ForeignGate? {
        guard let reference else { return nil }
        guard let schema = schemas[reference.sha256] else {
            note(
                reference.places.sha256,
                "there is no schema of this hash",
                "keep \(reference.file) beside the contract and apply the folder that holds both"
            )
            return nil
        }
        do throws(FileProblem) { return try ForeignGate(reference, schema) } catch {
            note(error)
            return nil
        }
    }
}
