// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema
import Testing

/// No text of a verdict ever holds anything of the message.
struct LeakTests {
    /// Replaces scalars and names by recognisable ones, drops and adds members, changes types.
    private func mutate(_ value: JSONValue, _ random: inout SplitMix) -> JSONValue {
        switch random.next() % 12 {
        case 0: return .string("leakvalue\(random.next() % 1_000_000)")
        case 1: return .number("77\(random.next() % 1_000_000)")
        case 2: return .null
        case 3: return .array([.string("leakvalue-in-list")])
        case 4: return .object([JSONMember("leakname\(random.next() % 1_000)", .string("leakvalue"))])
        default: break
        }
        switch value {
        case .array(let elements):
            return .array(elements.map { mutate($0, &random) } + (random.next() % 4 == 0 ? [.string("leakvalue")] : []))
        case .object(var members):
            members = members.map { JSONMember($0.name, mutate($0.value, &random)) }
            if random.next() % 4 == 0, !members.isEmpty { members.removeFirst() }
            if random.next() % 3 == 0 { members.append(JSONMember("leakname \(random.next())", .bool(true))) }
            return .object(members)
        default: return value
        }
    }

    @Test(arguments: 0..<200)
    func `no violation holds a value or an unlisted name`(_ seed: Int) throws {
        var random = SplitMix(state: UInt64(seed) &+ 99)
        for (contract, messages) in try PropertySamples.all() {
            for message in messages {
                let mutated = mutate(try JSONValue(parsing: Array(message.utf8)), &random)
                let verdict = contract.validate(try JSONDocument(mutated.serialised()).root)
                for violation in verdict.errors + verdict.warnings {
                    let text = "\(violation)"
                    #expect(!text.contains("leak") && !text.contains("Example") && !text.contains("Hidden"))
                    #expect(!text.contains("77"), "a number of the message is told: \(text)")
                    #expect(!violation.description.isEmpty && !violation.mend.isEmpty)
                }
            }
        }
    }

    @Test func `an error behind a hundred warnings is still found`() throws {
        let contract = try Samples.contract(
            property: """
                        - name: list
                          logicalType: array
                          items:
                            logicalType: object
                            properties:
                              - {name: a, logicalType: integer}
                              - {name: b, logicalType: integer}
                            quality:
                              - {id: a_with_b, type: custom, engine: json-schema, severity: warning, description: A goes with b., implementation: {required: [a, b]}}
                """
        )
        let items = Array(repeating: "{}", count: 300).joined(separator: ",")
        let warned = contract.validate(try Samples.message("{\"list\":[\(items)]}"))
        #expect(warned.errors == [])
        #expect(warned.warnings.count == 100)
        #expect(warned.warnings.first?.pointer == "/list/0")
        let wrong = contract.validate(try Samples.message("{\"list\":[\(items),{\"a\":\"x\"}]}"))
        #expect(wrong.errors.map(\.pointer) == ["/list/300/a"])
    }
}
