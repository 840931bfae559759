// SPDX-License-Identifier: Apache-2.0

internal import CPCRE2
internal import JSONSchema
internal import Synchronization

/// One compiled expression, for any number of threads: they match one after another.
final class PCREPattern: BacktrackingPattern {
    private let program: Mutex<PCREProgram>

    init(_ expression: String, _ limits: PCREEngine.Limits) throws(PatternError) {
        program = Mutex(try PCREProgram(expression, limits))
    }

    func matches(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool? {
        program.withLock { $0.matches(bytes, start, end) }
    }
}

/// The only place that holds memory of PCRE2.
private struct PCREProgram: ~Copyable {
    private let code: OpaquePointer
    private let context: OpaquePointer
    private let textLength: Int

    private static let maxLength = 1 << 20
    private static let options =
        PCRE2_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF

    init(_ expression: String, _ limits: PCREEngine.Limits) throws(PatternError) {
        guard let context = pcre2_match_context_create_8(nil) else { throw PCREProgram.refusal("there is no memory") }
        pcre2_set_match_limit_8(context, limits.matches)
        pcre2_set_depth_limit_8(context, limits.depth)
        pcre2_set_heap_limit_8(context, limits.heap)
        let text = Array(expression.utf8)
        var number: Int32 = 0
        var offset = 0
        let code =
            text.count > PCREProgram.maxLength
            ? nil : pcre2_compile_8(text, text.count, PCREProgram.options, &number, &offset, nil)
        guard let code else {
            pcre2_match_context_free_8(context)
            throw PCREProgram.refusal("the expression is too large or looks behind by no fixed length")
        }
        self.code = code
        self.context = context
        textLength = limits.textLength
    }

    deinit {
        pcre2_code_free_8(code)
        pcre2_match_context_free_8(context)
    }

    private static func refusal(_ reason: String) -> PatternError { PatternError(reason, isUnsupported: true) }

    borrowing func matches(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool? {
        guard start >= 0, start <= end, end <= bytes.count, end - start <= textLength,
            let data = pcre2_match_data_create_8(1, nil)
        else { return nil }
        defer { pcre2_match_data_free_8(data) }
        let outcome = bytes[start..<end].withUnsafeBufferPointer { text in
            pcre2_match_8(code, text.baseAddress, text.count, 0, 0, data, context)
        }
        if outcome == PCRE2_ERROR_NOMATCH { return false }
        return outcome >= 0 ? true : nil
    }
}
