// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

/// The published JSON Schema of the Open Data Contract Standard, run over a contract file before the message profile is.
///
/// Its text is not part of the program: it comes with the PyPI package `open-data-contract-standard`.
package struct OfficialSchema: Sendable {
    private let schema: CompiledSchema

    /// The text is no JSON Schema the gateway can compile.
    package struct Unusable: Error, Sendable, CustomStringConvertible {
        let reason: String
        package var description: String {
            "the ODCS schema cannot be used: \(reason). Mend: give odcs-json-schema-v3.2.0.json as published."
        }
    }

    package init(_ text: [UInt8]) throws(Unusable) {
        let value: JSONValue
        do throws(JSONSyntaxError) { value = try JSONValue(parsing: text) } catch {
            throw Unusable(reason: error.description)
        }
        do throws(SchemaError) { schema = try CompiledSchema(value.inCurrentDialect) } catch {
            throw Unusable(reason: error.reason)
        }
    }

    /// What of a contract file is not ODCS at all.
    package func problems(of source: YAMLSource) -> [FileProblem] {
        guard let document = try? JSONDocument(source.value.serialised()) else {
            return [source.problem(.root, "is too large", "split the contract")]
        }
        return schema.validate(document.root).map { violation in
            let place = (try? JSONPointer(parsing: violation.instance)) ?? .root
            return source.problem(
                place,
                "is not ODCS 3.2.0 (\(violation.keyword)): \(violation.detail)",
                "compare it with the standard"
            )
        }
    }
}

extension JSONValue {
    /// The schema with its dialect, draft 2019-09, named as 2020-12: it uses nothing that changed between the two.
    fileprivate var inCurrentDialect: JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(
            members.map {
                $0.name == "$schema"
                    ? JSONMember("$schema", .string("https://json-schema.org/draft/2020-12/schema")) : $0
            }
        )
    }
}
