// SPDX-License-Identifier: Apache-2.0

/// A rule in CEL, a NUL, a record: whatever they are, the answer comes within the rule's budget and is the same twice.
func fuzzRule(_ input: UnsafeBufferPointer<UInt8>) {
    let parts = input.split(separator: 0, maxSplits: 1)
    guard parts.count == 2, let text = String(validating: parts[0], as: UTF8.self),
        let record = try? JSONDocument(Array(parts[1])), let rule = try? CELParser.parse(text)
    else { return }
    func answer() -> String {
        var machine = CELMachine(this: CELValue(record.root))
        do { return "\(try machine.decide(rule))" } catch { return "\(error)" }
    }
    guard answer() == answer() else { fatalError("the rule gives two answers") }
}
