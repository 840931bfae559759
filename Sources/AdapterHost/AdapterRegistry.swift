// SPDX-License-Identifier: Apache-2.0

package import AdapterKit
package import JSONSchema

/// The adapters built into the gateway, by name.
///
/// One explicit list, made where the program is put together.
package struct AdapterRegistry: Sendable {
    private let types: [String: any Adapter.Type]
    /// What each adapter is, in the order of their names.
    package let descriptions: [AdapterDescription]

    package init(_ adapters: [any Adapter.Type]) {
        types = Dictionary(adapters.map { ($0.about.name, $0) }, uniquingKeysWith: { first, _ in first })
        descriptions = adapters.map { $0.about }.sorted { $0.name < $1.name }
    }

    /// Makes an adapter with the settings of a feed or a destination.
    ///
    /// - Throws: ``AdapterProblem`` naming the adapter, the key and how to mend it.
    package func make(_ name: String, settings: JSONValue) throws(AdapterProblem) -> any Adapter {
        guard let type = types[name] else {
            throw AdapterProblem(
                adapter: name,
                problem: "is not installed. Mend: use one of \(types.keys.sorted().joined(separator: ", "))."
            )
        }
        do throws(SettingsError) {
            return try type.init(settings: AdapterSettings(Value(settings)))
        } catch { throw AdapterProblem(adapter: name, problem: "\(error)") }
    }
}

/// Why an adapter cannot be made.
package struct AdapterProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package let adapter: String
    package let problem: String

    package var description: String { "adapter \(adapter): \(problem)" }
}
