// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import JSONSchema

/// Reads one mapping of the settings file key by key, and knows which keys nobody asked for.
struct SettingsSection {
    private let source: YAMLSource
    private let pointer: JSONPointer
    private let value: JSONValue
    private var asked: Set<String> = []

    init(_ source: YAMLSource, _ pointer: JSONPointer, value: JSONValue? = nil) {
        self.source = source
        self.pointer = pointer
        self.value = value ?? source.value
    }

    func has(_ key: String) -> Bool { value[key] != nil }

    mutating func optionalText(_ key: String) throws -> String? {
        asked.insert(key)
        guard let found = value[key] else { return nil }
        guard case .string(let text) = found, !text.isEmpty else {
            throw problem(key, "is not a text", "write a text in quotes")
        }
        return text
    }

    mutating func text(_ key: String, default fallback: String? = nil) throws -> String {
        guard let text = try optionalText(key) ?? fallback else { throw problem(key, "is missing", "give a text") }
        return text
    }

    /// The path of a file or folder; a relative one starts at the folder of the settings file, wherever the program was started.
    mutating func optionalPath(_ key: String) throws -> String? {
        guard let path = try optionalText(key) else { return nil }
        let folder = (source.file as NSString).deletingLastPathComponent
        return path.hasPrefix("/") || folder.isEmpty ? path : (folder as NSString).appendingPathComponent(path)
    }

    mutating func path(_ key: String) throws -> String {
        guard let path = try optionalPath(key) else { throw problem(key, "is missing", "give a path") }
        return path
    }

    mutating func integer(_ key: String, _ bounds: ClosedRange<Int>, default fallback: Int) throws -> Int {
        asked.insert(key)
        guard let found = value[key] else { return fallback }
        guard case .number(let text) = found, let number = Int(text), bounds.contains(number) else {
            throw problem(
                key,
                "is out of bounds",
                "give a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
            )
        }
        return number
    }

    mutating func number(_ key: String, _ bounds: ClosedRange<Double>, default fallback: Double) throws -> Double {
        asked.insert(key)
        guard let found = value[key] else { return fallback }
        guard case .number(let text) = found, let number = Double(text), bounds.contains(number) else {
            throw problem(key, "is out of bounds", "give a number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return number
    }

    mutating func flag(_ key: String, default fallback: Bool) throws -> Bool {
        asked.insert(key)
        guard let found = value[key] else { return fallback }
        guard case .bool(let flag) = found else { throw problem(key, "is not true or false", "write true or false") }
        return flag
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type) throws -> Choice
    where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try text(key)) else {
            throw problem(
                key,
                "is not a known word",
                "give one of \(type.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        return choice
    }

    mutating func section(_ key: String) throws -> SettingsSection {
        guard value[key] != nil else { throw problem(key, "is missing", "add the section") }
        return optionalSection(key)
    }

    mutating func optionalSection(_ key: String) -> SettingsSection {
        asked.insert(key)
        return SettingsSection(source, pointer.appending(key), value: value[key] ?? .object([]))
    }

    /// Refuses what is not a mapping, and keys nobody asked for.
    func finish() throws {
        guard case .object(let members) = value else {
            throw FileProblem(
                file: source.file,
                line: source.line(of: pointer),
                key: pointer.description,
                problem: "is not a mapping of keys",
                mend: "write `key: value` lines below it"
            )
        }
        for member in members where !asked.contains(member.name) {
            throw problem(member.name, "is not a setting", "use one of \(asked.sorted().joined(separator: ", "))")
        }
    }

    func problem(_ key: String, _ problem: String, _ mend: String) -> FileProblem {
        let place = pointer.appending(key)
        return FileProblem(
            file: source.file,
            line: source.line(of: place) ?? source.line(of: pointer),
            key: place.description,
            problem: problem,
            mend: mend
        )
    }
}
