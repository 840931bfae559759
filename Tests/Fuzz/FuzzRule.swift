// SPDX-License-Identifier: Apache-2.0

/// A rule in CEL, a NUL, a record: whatever they are, the answer comes within the rule's budget and is the same twice.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let parts = UnsafeBufferPointer(start: start, count: count).split(separator: 0, maxSplits: 1)
    guard parts.count == 2, let text = String(validating: parts[0], as: UTF8.self),
        let record = try? JSONDocument(Array(parts[1])), let rule = try? CELParser.parse(text)
    else { return 0 }
    func answer() -> String {
        var machine = CELMachine(this: CELValue(record.root))
        do { return "\(try machine.decide(rule))" } catch { return "\(error)" }
    }
    guard answer() == answer() else { fatalError("the rule gives two answers") }
    return 0
}
