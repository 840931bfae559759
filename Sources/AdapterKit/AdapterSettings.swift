// SPDX-License-Identifier: Apache-2.0

/// The settings of one feed or destination, read by key with types and defaults.
///
/// Read every key the adapter knows, then call ``finish(known:)``: a misspelt key is an error, not a silent default.
public struct AdapterSettings: Sendable {
    private let value: Value

    /// Wraps the settings object; anything but an object counts as no settings.
    public init(_ value: Value = .object([])) {
        self.value = value
    }

    /// A text.
    public func string(_ key: String, default fallback: String? = nil) throws(SettingsError) -> String {
        guard let found = value[key] else {
            guard let fallback else { throw .missing(key, expects: "a text") }
            return fallback
        }
        guard let text = found.text else { throw .wrong(key, expects: "a text in quotes") }
        return text
    }

    /// A text that may be left out.
    public func optionalString(_ key: String) throws(SettingsError) -> String? {
        guard value[key] != nil else { return nil }
        return try string(key)
    }

    /// One of a closed list of words.
    public func choice(_ key: String, of words: [String], default fallback: String) throws(SettingsError) -> String {
        let word = try string(key, default: fallback)
        guard words.contains(word) else { throw .wrong(key, expects: "one of \(words.joined(separator: ", "))") }
        return word
    }

    /// A whole number within bounds.
    public func integer(_ key: String, in bounds: ClosedRange<Int>, default fallback: Int) throws(SettingsError) -> Int
    {
        guard let found = value[key] else { return fallback }
        guard case .number(let text) = found, let number = Int(text), bounds.contains(number) else {
            throw .wrong(key, expects: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return number
    }

    /// A truth value.
    public func flag(_ key: String, default fallback: Bool) throws(SettingsError) -> Bool {
        guard let found = value[key] else { return fallback }
        guard let flag = found.flag else { throw .wrong(key, expects: "true or false") }
        return flag
    }

    /// A mapping of texts to texts.
    public func map(_ key: String) throws(SettingsError) -> [String: String] {
        guard let found = value[key] else { return [:] }
        guard case .object(let members) = found else { throw .wrong(key, expects: "a mapping of texts") }
        var result: [String: String] = [:]
        for member in members {
            guard let text = member.value.text else {
                throw .wrong("\(key).\(member.name)", expects: "a text in quotes")
            }
            result[member.name] = text
        }
        return result
    }

    /// A list of texts.
    public func list(_ key: String) throws(SettingsError) -> [String] {
        guard let found = value[key] else { return [] }
        guard case .array(let elements) = found else { throw .wrong(key, expects: "a list of texts") }
        var result: [String] = []
        for element in elements {
            guard let text = element.text else { throw .wrong(key, expects: "a list of texts in quotes") }
            result.append(text)
        }
        return result
    }

    /// Refuses keys that the adapter does not know.
    public func finish(known keys: [String]) throws(SettingsError) {
        for member in value.members where !keys.contains(member.name) {
            throw SettingsError(
                key: member.name,
                problem: "is not a setting of this adapter",
                mend: "remove it or use one of: \(keys.sorted().joined(separator: ", "))"
            )
        }
    }
}

/// A setting that is missing, of the wrong kind or unknown.
public struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The key at fault.
    public let key: String
    /// What is wrong with it.
    public let problem: String
    /// How to mend it.
    public let mend: String

    /// Makes an error.
    public init(key: String, problem: String, mend: String) {
        self.key = key
        self.problem = problem
        self.mend = mend
    }

    static func missing(_ key: String, expects: String) -> SettingsError {
        SettingsError(key: key, problem: "is missing", mend: "give \(expects)")
    }

    static func wrong(_ key: String, expects: String) -> SettingsError {
        SettingsError(key: key, problem: "is not of the right kind", mend: "give \(expects)")
    }

    /// Key, problem and mend in one line.
    public var description: String { "\(key) \(problem). Mend: \(mend)." }
}
