// SPDX-License-Identifier: Apache-2.0

import JSONSchema

func parse(_ text: String, limits: JSONLimits = .message) throws -> JSONNode {
    try JSONDocument(Array(text.utf8), limits: limits).root
}

func value(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

func schema(_ text: String, formats: Bool = false) throws -> CompiledSchema {
    try CompiledSchema(try value(text), options: .init(assertFormats: formats))
}

func fault(_ text: String, limits: JSONLimits = .message) -> JSONSyntaxError? {
    do throws(JSONSyntaxError) {
        _ = try JSONDocument(Array(text.utf8), limits: limits)
        return nil
    } catch {
        return error
    }
}

func refusal(_ text: String) throws -> SchemaError? {
    let value = try value(text)
    do throws(SchemaError) {
        _ = try CompiledSchema(value)
        return nil
    } catch {
        return error
    }
}
