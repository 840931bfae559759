// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema
internal import PCRE

/// One conversation by version 1 of Bowtie's protocol (`tag:bowtie.report,2023:ihop`).
struct Session {
    private static let dialect = "https://json-schema.org/draft/2020-12/schema"
    private static let limits = JSONLimits(maxBytes: 32 << 20, maxDepth: 256)

    private let options: CompiledSchema.Options

    /// Bowtie leaves `format` an annotation; its format tests ask for more.
    init(assertsFormats: Bool) {
        options = CompiledSchema.Options(assertFormats: assertsFormats, engine: PCREEngine())
    }

    /// The answer to a line; nil when the conversation is over.
    mutating func answer(_ line: [UInt8]) -> JSONValue? {
        let command: JSONNode
        do throws(JSONSyntaxError) {
            command = try JSONDocument(line, limits: Session.limits).root
        } catch {
            return Session.failure("the command is no JSON: \(error)", seq: nil)
        }
        switch command["cmd"]?.stringValue {
        case "start": return start(command)
        case "dialect": return .object([JSONMember("ok", .bool(command["dialect"]?.stringValue == Session.dialect))])
        case "run": return run(command)
        case "stop": return nil
        default: return Session.failure("the command is unknown", seq: nil)
        }
    }

    private func start(_ command: JSONNode) -> JSONValue {
        guard command["version"]?.integerValue == 1 else {
            return Session.failure("only version 1 of the protocol is known", seq: nil)
        }
        let home = JSONValue.string("https://concordat.example/")
        return .object([
            JSONMember("version", .integer(1)),
            JSONMember(
                "implementation",
                .object([
                    JSONMember("name", .string("concordat")), JSONMember("language", .string("swift")),
                    JSONMember("homepage", home), JSONMember("issues", home), JSONMember("source", home),
                    JSONMember("dialects", .array([.string(Session.dialect)])),
                ])
            ),
        ])
    }

    private func run(_ command: JSONNode) -> JSONValue {
        let seq = command["seq"].map { JSONValue($0) }
        guard let test = command["case"], let schema = test["schema"], let tests = test["tests"] else {
            return Session.failure("the command lacks its case", seq: seq)
        }
        var registry = SchemaRegistry()
        if let others = test["registry"] {
            for (uri, other) in others.members { registry.register(JSONValue(other), at: uri) }
        }
        let instances = tests.elements.compactMap { $0["instance"] }
        do throws(SchemaError) {
            let results =
                command["output"]?.stringValue == "annotations"
                ? try annotate(JSONValue(schema), registry, instances)
                : try validate(JSONValue(schema), registry, instances)
            return .object([JSONMember("seq", seq ?? .null), JSONMember("results", .array(results))])
        } catch {
            return Session.failure(error.description, seq: seq)
        }
    }

    private func validate(
        _ schema: JSONValue,
        _ registry: SchemaRegistry,
        _ instances: [JSONNode]
    ) throws(SchemaError) -> [JSONValue] {
        let compiled = try CompiledSchema(schema, registry: registry, options: options)
        return instances.map { instance in
            let violations = compiled.validate(instance, limit: 1)
            if let bound = violations.first(where: \.isUndecided) { return Session.failure(bound.detail, seq: nil) }
            return .object([JSONMember("valid", .bool(violations.isEmpty))])
        }
    }

    private func annotate(
        _ schema: JSONValue,
        _ registry: SchemaRegistry,
        _ instances: [JSONNode]
    ) throws(SchemaError) -> [JSONValue] {
        let compiled = try AnnotatedSchema(schema, registry: registry, options: options)
        return instances.map { instance in
            let output = compiled.evaluate(instance)
            if output.isUndecided { return Session.failure("a bound was met", seq: nil) }
            let annotations = output.annotations.map { unit in
                JSONValue.object([
                    JSONMember("keyword", .string(unit.keyword)),
                    JSONMember("instanceLocation", .string(unit.instance)),
                    JSONMember("keywordLocation", .string(unit.documentLocation + unit.suffix)),
                    JSONMember("annotation", unit.value),
                ])
            }
            return .object([
                JSONMember("valid", .bool(output.isValid)), JSONMember("annotations", .array(annotations)),
            ])
        }
    }

    private static func failure(_ message: String, seq: JSONValue?) -> JSONValue {
        let context = JSONValue.object([JSONMember("message", .string(message))])
        let answer = [JSONMember("errored", .bool(true)), JSONMember("context", context)]
        return .object((seq.map { [JSONMember("seq", $0)] } ?? []) + answer)
    }
}
