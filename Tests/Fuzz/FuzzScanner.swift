// SPDX-License-Identifier: Apache-2.0

/// Any bytes: a text is refused, or read back from what it is written as.
func fuzzScanner(_ input: UnsafeBufferPointer<UInt8>) {
    let bytes = Array(input)
    guard let document = try? JSONDocument(bytes) else { return }
    let value = JSONValue(document.root)
    guard let again = try? JSONValue(parsing: value.serialised()) else { fatalError("does not read what it writes") }
    guard again == value else { fatalError("reads something else than it wrote") }
    guard (try? JSONDocument(value.canonical())) != nil else { fatalError("the canonical form is no JSON") }
}
