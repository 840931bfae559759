// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The part that is fuzzed: the one that the environment variable `FUZZ` names.
///
/// All parts are in one program, because to compile it takes longer than to fuzz a part for a while.
private let target: @Sendable (UnsafeBufferPointer<UInt8>) -> Void =
    switch ProcessInfo.processInfo.environment["FUZZ"] {
    case "scanner": { fuzzScanner($0) }
    case "schema": { fuzzSchema($0) }
    case "expression": { fuzzExpression($0) }
    case "rule": { fuzzRule($0) }
    case "contract": { fuzzContract($0) }
    default: fatalError("FUZZ names no part")
    }

/// What the fuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    target(UnsafeBufferPointer(start: start, count: count))
    return 0
}
