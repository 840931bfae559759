// SPDX-License-Identifier: Apache-2.0

/// A schema compiled to tell errors and annotations place by place; slower than ``CompiledSchema``, which only judges.
package struct AnnotatedSchema: Sendable {
    private let program: Program
    private let trace: Trace

    /// Compiles a schema; references resolve in the schema itself and in the registry, never elsewhere.
    package init(
        _ schema: JSONValue,
        baseURI: String? = nil,
        registry: SchemaRegistry = .empty,
        options: CompiledSchema.Options = .init()
    ) throws(SchemaError) {
        (program, trace) = try SchemaCompiler.trace(
            schema,
            baseURI: baseURI ?? "",
            registry: registry,
            options: options
        )
    }

    /// Evaluates a value, keeping at most `limit` errors and as many annotations.
    package func evaluate(_ node: JSONNode, limit: Int = 10_000) -> SchemaOutput {
        program.evaluate(node, limit: Int.max) { core in
            var evaluator = OutputEvaluator(core, trace, limit: limit)
            return evaluator.run(node.index)
        }
    }
}
