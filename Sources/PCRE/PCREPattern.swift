// SPDX-License-Identifier: Apache-2.0

internal import CPCRE2
internal import JSONSchema

/// One compiled expression; the only place that holds memory of PCRE2.
///
/// Unchecked because the pointers are: code and context are written in `init` alone and freed in `deinit`, PCRE2 only reads them
/// while matching (pcre2api, "Multithreading"), and what a match writes is allocated for that match.
final class PCREPattern: BacktrackingPattern, @unchecked Sendable {
    private let code: OpaquePointer
    private let context: OpaquePointer
    private let textLength: Int

    private static let maxLength = 1 << 20
    private static let options =
        PCRE2_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF

    init(_ expression: String, _ limits: PCREEngine.Limits) throws(PatternError) {
        guard let context = pcre2_match_context_create_8(nil) else { throw PCREPattern.refusal("there is no memory") }
        pcre2_set_match_limit_8(context, limits.matches)
        pcre2_set_depth_limit_8(context, limits.depth)
        pcre2_set_heap_limit_8(context, limits.heap)
        let text = Array(expression.utf8)
        var number: Int32 = 0
        var offset = 0
        let code =
            text.count > PCREPattern.maxLength
            ? nil : pcre2_compile_8(text, text.count, PCREPattern.options, &number, &offset, nil)
        guard let code else {
            pcre2_match_context_free_8(context)
            throw PCREPattern.refusal("the expression is too large or looks behind by no fixed length")
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

    func matches(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool? {
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
