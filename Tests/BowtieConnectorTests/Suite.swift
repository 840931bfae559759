// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema

/// The official suite as Bowtie sends it.
enum Suite {
    struct Case {
        let name: String
        let command: String
        let expected: [Bool]
    }

    private static let home = "suites/json-schema-test-suite/"

    private static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["CONCORDAT_SHARED"] { return URL(filePath: path) }
        return (0..<4).reduce(URL(filePath: #filePath).resolvingSymlinksInPath()) { url, _ in
            url.deletingLastPathComponent()
        }.appending(path: "shared")
    }()

    /// The cases of a folder, or nil with a line of notice when the suite is absent.
    static func cases(_ folder: String) -> [Case]? {
        let url = root.appending(path: home + "tests/draft2020-12" + folder)
        guard let files = try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil) else {
            print("skipped: \(home) is not beside the checkout")
            return nil
        }
        let registry = registry()
        var out: [Case] = []
        for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "json" {
            guard let data = try? Data(contentsOf: file),
                let document = try? JSONDocument(Array(data), limits: .schema)
            else { continue }
            for group in document.root.elements { out.append(command(group, file, out.count, registry)) }
        }
        return out
    }

    private static func command(_ group: JSONNode, _ file: URL, _ seq: Int, _ registry: JSONValue) -> Case {
        let tests = group["tests"]?.elements.map { test in
            JSONValue.object([
                JSONMember("description", .string(test["description"]?.stringValue ?? "")),
                JSONMember("instance", test["data"].map { JSONValue($0) } ?? .null),
            ])
        }
        // Only where something outside is named, as each line carries it all.
        let schema = group["schema"].map { JSONValue($0) } ?? .null
        let text = String(decoding: schema.serialised(), as: UTF8.self)
        let isRemote = text.contains("localhost:1234")
        let members =
            [
                JSONMember("description", .string(group["description"]?.stringValue ?? "")),
                JSONMember("schema", schema), JSONMember("tests", .array(tests ?? [])),
            ] + (isRemote ? [JSONMember("registry", registry)] : [])
        let command = JSONValue.object([
            JSONMember("cmd", .string("run")), JSONMember("seq", .integer(seq)), JSONMember("output", .string("flag")),
            JSONMember("case", .object(members)),
        ])
        return Case(
            name: "\(file.lastPathComponent) \(group["description"]?.stringValue ?? "")",
            command: String(decoding: command.serialised(), as: UTF8.self),
            expected: group["tests"]?.elements.map { $0["valid"]?.boolValue ?? false } ?? []
        )
    }

    private static func registry() -> JSONValue {
        let remotes = root.appending(path: home + "remotes")
        var members: [JSONMember] = []
        guard let walk = FileManager.default.enumerator(at: remotes, includingPropertiesForKeys: nil) else {
            return .object([])
        }
        for case let file as URL in walk where file.pathExtension == "json" {
            let path = file.path.dropFirst(remotes.path.count)
            let drafts = ["/draft2020-12/", "/draft2019-09/"]
            guard drafts.contains(where: path.hasPrefix) || path.split(separator: "/").count == 1,
                let data = try? Data(contentsOf: file), let value = try? JSONValue(parsing: Array(data))
            else { continue }
            members.append(JSONMember("http://localhost:1234" + path, value))
        }
        return .object(members)
    }
}
