// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import JSONSchema

/// Reads the small JSON objects that clients send about deliveries: members by name, nothing unlisted, every fault kept.
struct BodyReader {
    private let node: JSONNode?
    private let place: String
    private(set) var faults: [Problem.Fault] = []

    /// Reads a body that is one object; where it may be empty, that stands for an empty object.
    init(_ body: [UInt8], members: Set<String>, mayBeEmpty: Bool = false) throws(DoorFailure) {
        place = ""
        if body.isEmpty, mayBeEmpty {
            node = nil
            return
        }
        let root: JSONNode
        do throws(JSONSyntaxError) {
            root = try JSONDocument(body).root
        } catch {
            var problem = Problem(.requestMalformed)
            problem.faults = [
                Problem.Fault(
                    pointer: "",
                    rule: "json",
                    detail: "At byte \(error.offset): \(error.reason).",
                    mend: "Send one JSON object."
                )
            ]
            throw .invalid(problem)
        }
        node = root
        check(members)
    }

    /// Reads an object within another body.
    init(_ node: JSONNode, at place: String, members: Set<String>) {
        self.node = node
        self.place = place
        check(members)
    }

    private mutating func check(_ members: Set<String>) {
        guard let node else { return }
        guard node.kind == .object else {
            fault("", "object", "This is not an object.", "Send a JSON object.")
            return
        }
        if node.members.contains(where: { !members.contains($0.name) }) {
            fault(
                "",
                "unlisted-member",
                "The object has a member that is not known here.",
                "Send only \(members.sorted().joined(separator: ", "))."
            )
        }
    }

    mutating func fault(_ member: String, _ rule: String, _ detail: String, _ mend: String) {
        faults.append(
            Problem.Fault(
                pointer: member.isEmpty ? place : "\(place)/\(member)",
                rule: rule,
                detail: detail,
                mend: mend
            )
        )
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int64>, default fallback: Int64) -> Int64 {
        guard let value = node?[name] else { return fallback }
        if let number = value.integerValue, range.contains(number) { return number }
        fault(
            name,
            "range",
            "The value is not a whole number within its bounds.",
            "Send \(range.lowerBound) to \(range.upperBound)."
        )
        return fallback
    }

    mutating func bool(_ name: String) -> Bool {
        guard let value = node?[name] else { return false }
        if let flag = value.boolValue { return flag }
        fault(name, "boolean", "The value is not true or false.", "Send true or false.")
        return false
    }

    mutating func id(_ name: String) -> UniqueID? {
        if let id = node?[name]?.stringValue.flatMap({ UniqueID(parsing: $0) }) { return id }
        fault(name, "uuid", "A UUID is asked for.", "Send what the lease gave.")
        return nil
    }

    /// A text of 1 to 200 characters without control characters.
    mutating func text(_ name: String, required: Bool) -> String? {
        guard let value = node?[name] else {
            if required { fault(name, "required", "The member is missing.", "Send it.") }
            return nil
        }
        guard let text = value.stringValue, !text.isEmpty, text.utf8.count <= 800, text.unicodeScalars.count <= 200,
            !text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
        else {
            fault(
                name,
                "text",
                "The value is not a plain text of 1 to 200 characters.",
                "Send a shorter text on one line."
            )
            return nil
        }
        return text
    }

    /// The objects of a list of 1 to `limit`.
    mutating func objects(_ name: String, atMost limit: Int) -> [JSONNode] {
        guard let value = node?[name], value.kind == .array, (1...limit).contains(value.count) else {
            fault(name, "list", "A list of 1 to \(limit) entries is asked for.", "Send a list.")
            return []
        }
        return Array(value.elements)
    }

    mutating func take(_ faults: [Problem.Fault]) { self.faults += faults }

    /// Stops the request when anything was wrong.
    func finish() throws(DoorFailure) {
        guard !faults.isEmpty else { return }
        var problem = Problem(.requestInvalid)
        problem.faults = faults
        throw .invalid(problem)
    }
}
