// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

extension JSONValue {
    /// The value over several lines, for people; two spaces a level.
    package func indented() -> String {
        var text = ""
        write(to: &text, "\n")
        return text
    }

    private func write(to text: inout String, _ line: String) {
        switch self {
        case .array(let elements) where elements.contains { !$0.isPlain }:
            let inner = line + "  "
            for (index, element) in elements.enumerated() {
                text += (index == 0 ? "[" : ",") + inner
                element.write(to: &text, inner)
            }
            text += line + "]"
        case .array(let elements):
            text += "[" + elements.map(\.compact).joined(separator: ", ") + "]"
        case .object(let members) where !members.isEmpty:
            let inner = line + "  "
            for (index, member) in members.enumerated() {
                text += (index == 0 ? "{" : ",") + inner + JSONValue.string(member.name).compact + ": "
                member.value.write(to: &text, inner)
            }
            text += line + "}"
        default: text += compact
        }
    }

    private var compact: String { String(decoding: serialised(), as: UTF8.self) }

    private var isPlain: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }
}
