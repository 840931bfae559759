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
        /// How much work one run may take, in steps beside 64 for each byte of the value; a value that needs more is not valid.
        ///
        /// A step is about a subschema applied, a member compared, or a state of a pattern visited.
        package var maxSteps: Int
        /// Runs patterns with back-references and look-around; without it a schema that holds them is refused.
        package var engine: (any PatternEngine)?

        /// Formats as annotations, unless asked otherwise.
        package init(
            assertFormats: Bool = false,
            maxDepth: Int = 1_024,
            maxSteps: Int = 4_000_000,
            engine: (any PatternEngine)? = nil
        ) {
            self.engine = engine
            self.assertFormats = assertFormats
            self.maxDepth = maxDepth
            self.maxSteps = maxSteps
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
    ///
    /// A run that meets a bound gives one violation that ``SchemaViolation/isUndecided``.
    package func validate(_ node: JSONNode, limit: Int = 100) -> [SchemaViolation] {
        let (isValid, stop) = program.evaluate(node, limit: 0) { evaluator in
            var evaluator = evaluator
            return (evaluator.evaluate(0, node.index, -1), evaluator.stop)
        }
        if let stop { return [stop.violation] }
        if isValid { return [] }
        return program.evaluate(node, limit: max(limit, 1)) { evaluator in
            var evaluator = evaluator
            _ = evaluator.evaluate(0, node.index, -1)
            return evaluator.violations(from: node)
        }
    }

    /// Whether a value is valid; stops at the first fault.
    ///
    /// False also when a bound was met before that was known.
    package func isValid(_ node: JSONNode) -> Bool {
        program.evaluate(node, limit: 0) { evaluator in
            var evaluator = evaluator
            return evaluator.evaluate(0, node.index, -1) && evaluator.stop == nil
        }
    }

    /// Steps a run takes, for tests of what a value costs.
    package func steps(_ node: JSONNode) -> Int {
        program.evaluate(node, limit: 0) { evaluator in
            var evaluator = evaluator
            let before = evaluator.stepsLeft
            _ = evaluator.evaluate(0, node.index, -1)
            return evaluator.stop == nil ? before - evaluator.stepsLeft : before
        }
    }
}
