// SPDX-License-Identifier: Apache-2.0

/// Any bytes: a text is refused, or read back from what it is written as.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let document = try? JSONDocument(bytes) else { return 0 }
    let value = JSONValue(document.root)
    guard let again = try? JSONValue(parsing: value.serialised()) else { fatalError("does not read what it writes") }
    guard again == value else { fatalError("reads something else than it wrote") }
    guard (try? JSONDocument(value.canonical())) != nil else { fatalError("the canonical form is no JSON") }
    return 0
}
