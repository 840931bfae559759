// SPDX-License-Identifier: Apache-2.0

/// A compiled JSON Schema 2020-12.
///
/// Compile once, validate often, from any thread.
package struct CompiledSchema: Sendable {
    private let program: Program

    /// Choices made when compiling.
    package struct Options: Sendable {
        /// Whether `format` is checked (it is an annotation by default, Validation §7.2.1).
        ///
        /// A format not known to ``Format`` is never checked.
        package var assertFormats: Bool
        /// How deep schemas may be applied within each other at run time; a value that needs more is not valid.
        package var maxDepth: Int

        /// Formats as annotations, unless asked otherwise.
        package init(assertFormats: Bool = false, maxDepth: Int = 1_024) {
            self.assertFormats = assertFormats
            self.maxDepth = maxDepth
        }
    }

    /// Compiles a schema; references resolve in the schema itself and in the registry, never elsewhere.
    package init(
        _ schema: JSONValue,
        baseURI: String? = nil,
        registry: SchemaRegistry = .empty,
        options: Options = .init()
    ) throws(SchemaError) {
        program = try SchemaCompiler.compile(schema, baseURI: baseURI ?? "", registry: registry, options: options)
    }

    /// What is wrong with a value, in document order, at most `limit`; empty when it is valid.
    package func validate(_ node: JSONNode, limit: Int = 100) -> [SchemaViolation] {
        if isValid(node) { return [] }
        var evaluator = Evaluator(program, node.document, limit: max(limit, 1))
        _ = evaluator.evaluate(0, node.index, -1)
        return evaluator.violations(from: node)
    }

    /// Whether a value is valid; stops at the first fault.
    package func isValid(_ node: JSONNode) -> Bool {
        var evaluator = Evaluator(program, node.document, limit: 0)
        return evaluator.evaluate(0, node.index, -1) && !evaluator.isTooDeep
    }
}
