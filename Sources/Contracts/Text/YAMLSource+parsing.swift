// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Yams

extension YAMLSource {
    /// The longest file read, in bytes.
    package static let maxBytes = 1 << 20
    private static let maxDepth = 64

    /// Reads one YAML document.
    ///
    /// `text`: the file's text, at most `maxBytes`.
    /// `file`: the name to give in problems.
    package static func parse(_ text: String, file: String) throws(FileProblem) -> YAMLSource {
        guard text.utf8.count <= maxBytes else {
            throw FileProblem(
                file: file,
                line: nil,
                key: "",
                problem: "the file is larger than 1 MiB",
                mend: "split the contract"
            )
        }
        var builder = Builder(file: file)
        do {
            // The parser must outlive the walk: nodes hold their anchors weakly.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            let outcome: Result<JSONValue, FileProblem>
            if let root = try parser.singleRoot() {
                outcome = withExtendedLifetime(parser) { builder.convertRoot(root) }
            } else {
                outcome = .failure(builder.problem(line: 1, "", "the file is empty", "write the contract"))
            }
            return YAMLSource(file: file, value: try outcome.get(), positions: builder.positions)
        } catch let problem as FileProblem {
            throw problem
        } catch let error as YamlError {
            throw builder.problem(error)
        } catch {
            throw builder.problem(line: 1, "", "the file is not YAML", "write it as YAML 1.2")
        }
    }

    /// Walks Yams' node tree once.
    private struct Builder {
        let file: String
        var positions: [String: Position] = [:]

        mutating func convertRoot(_ node: Node) -> Result<JSONValue, FileProblem> {
            do throws(FileProblem) {
                remember(node, "")
                return .success(try convert(node, "", depth: 0))
            } catch {
                return .failure(error)
            }
        }

        func problem(line: Int?, _ key: String, _ text: String, _ mend: String) -> FileProblem {
            FileProblem(file: file, line: line, key: key, problem: text, mend: mend)
        }

        func problem(_ error: YamlError) -> FileProblem {
            switch error {
            case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
                .composer(_, let text, let mark, _):
                problem(line: mark.line, "", "not YAML here: \(text)", "write one YAML 1.2 document without aliases")
            case .duplicatedKeysInMapping(let names, let context):
                problem(
                    line: context.mark.line,
                    "",
                    "a key is written twice: \(names.sorted().joined(separator: ", "))",
                    "keep one of them"
                )
            default:
                problem(line: 1, "", "the file is not YAML in UTF-8", "write it as YAML 1.2 in UTF-8")
            }
        }

        private mutating func remember(_ node: Node, _ path: String) {
            guard let mark = node.mark else { return }
            positions[path] = Position(line: mark.line, column: mark.column)
        }

        private func refuse(_ node: Node, _ path: String, _ text: String, _ mend: String) -> FileProblem {
            problem(line: node.mark?.line, path, text, mend)
        }

        private mutating func convert(_ node: Node, _ path: String, depth: Int) throws(FileProblem) -> JSONValue {
            guard depth <= YAMLSource.maxDepth else {
                throw refuse(node, path, "nested deeper than 64 levels", "flatten the file")
            }
            guard node.anchor == nil else {
                throw refuse(node, path, "anchors and aliases are not allowed", "write the value out in full")
            }
            switch node {
            case .alias:
                throw refuse(node, path, "anchors and aliases are not allowed", "write the value out in full")
            case .scalar(let scalar):
                return try convert(scalar, node, path)
            case .sequence(let sequence):
                try refuseTag(sequence.tag, node, path)
                var elements: [JSONValue] = []
                for (index, element) in sequence.enumerated() {
                    remember(element, "\(path)/\(index)")
                    elements.append(try convert(element, "\(path)/\(index)", depth: depth + 1))
                }
                return .array(elements)
            case .mapping(let mapping):
                try refuseTag(mapping.tag, node, path)
                return try convert(mapping, path, depth: depth)
            }
        }

        private mutating func convert(
            _ mapping: Node.Mapping,
            _ path: String,
            depth: Int
        ) throws(FileProblem) -> JSONValue {
            var members: [JSONMember] = []
            for (key, value) in mapping {
                let name = try memberName(key, path)
                let below = "\(path)/\(YAMLSource.escaped(name))"
                remember(key, below)
                members.append(JSONMember(name, try convert(value, below, depth: depth + 1)))
            }
            return .object(members)
        }

        private func memberName(_ key: Node, _ path: String) throws(FileProblem) -> String {
            guard case .scalar(let scalar) = key, key.anchor == nil else {
                throw refuse(key, path, "a key must be plain text", "use a text key without an anchor")
            }
            if scalar.style == .plain, scalar.string == "<<" {
                throw refuse(key, path, "merge keys are not allowed", "write the members out in full")
            }
            guard case .string(let name) = try convert(scalar, key, path, isKey: true) else {
                throw refuse(key, path, "a key must be text", "quote the key")
            }
            return name
        }

        private func convert(
            _ scalar: Node.Scalar,
            _ node: Node,
            _ path: String,
            isKey: Bool = false
        ) throws(FileProblem) -> JSONValue {
            let isPlain = scalar.style == .plain || scalar.style == .any
            let tag = scalar.tag.description
            // Yams itself gives quoted text and every key the string tag, so only elsewhere was that tag written.
            guard tag.isEmpty || ((!isPlain || isKey) && tag == Tag.Name.str.rawValue) else {
                throw refuse(node, path, "tags are not allowed", "remove the tag; quote the value if it is text")
            }
            guard isPlain else { return .string(scalar.string) }
            switch PlainScalar.read(scalar.string) {
            case .value(let value): return value
            case .ambiguous(let reason): throw refuse(node, path, reason, "put the value in quotes")
            }
        }

        private func refuseTag(_ tag: Tag, _ node: Node, _ path: String) throws(FileProblem) {
            guard tag.description.isEmpty else {
                throw refuse(node, path, "tags are not allowed", "remove the tag")
            }
        }
    }
}
