// SPDX-License-Identifier: Apache-2.0

extension StringProtocol {
    /// Without the blanks and tabs at both ends (RFC 9110 §5.6.3).
    var trimmingBlanks: Substring {
        var rest = Substring(self)
        while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return rest
    }
}
