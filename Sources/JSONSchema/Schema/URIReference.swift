// SPDX-License-Identifier: Apache-2.0

/// Resolution of URI references (RFC 3986 §5.2), on text.
enum URIReference {
    /// The five components; nil where absent.
    private struct Parts {
        var scheme: Substring?
        var authority: Substring?
        var path: String
        var query: Substring?
        var fragment: Substring?

        init(_ text: String) {
            var rest = Substring(text)
            if let hash = rest.firstIndex(of: "#") {
                fragment = rest[rest.index(after: hash)...]
                rest = rest[..<hash]
            }
            if let mark = rest.firstIndex(of: "?") {
                query = rest[rest.index(after: mark)...]
                rest = rest[..<mark]
            }
            if let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/"), colon > rest.startIndex {
                scheme = rest[..<colon]
                rest = rest[rest.index(after: colon)...]
            }
            if rest.hasPrefix("//") {
                rest = rest.dropFirst(2)
                let end = rest.firstIndex(of: "/") ?? rest.endIndex
                authority = rest[..<end]
                rest = rest[end...]
            }
            path = String(rest)
        }

        var text: String {
            (scheme.map { $0 + ":" } ?? "") + (authority.map { "//" + $0 } ?? "") + path
                + (query.map { "?" + $0 } ?? "") + (fragment.map { "#" + $0 } ?? "")
        }
    }

    static func resolve(_ reference: String, against base: String) -> String {
        var target = Parts(reference)
        guard target.scheme == nil else { return reference }
        let base = Parts(base)
        target.scheme = base.scheme
        if target.authority == nil {
            target.authority = base.authority
            if target.path.isEmpty {
                target.path = base.path
                target.query = target.query ?? base.query
            } else if target.path.hasPrefix("/") {
                target.path = withoutDots(target.path)
            } else {
                target.path = withoutDots(merge(base, target.path))
            }
        }
        return target.text
    }

    private static func merge(_ base: Parts, _ path: String) -> String {
        if base.authority != nil && base.path.isEmpty { return "/" + path }
        guard let slash = base.path.lastIndex(of: "/") else { return path }
        return base.path[...slash] + path
    }

    private static func withoutDots(_ path: String) -> String {
        var out: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        for (position, segment) in segments.enumerated() {
            let isLast = position == segments.count - 1
            switch segment {
            case ".":
                if isLast { out.append("") }
            case "..":
                if out.count > 1 || out.first.map({ !$0.isEmpty }) ?? false { out.removeLast() }
                if isLast { out.append("") }
            default:
                out.append(segment)
            }
        }
        return out.joined(separator: "/")
    }

    static func withoutFragment(_ uri: String) -> String {
        uri.firstIndex(of: "#").map { String(uri[..<$0]) } ?? uri
    }

    /// The fragment, percent-decoded; empty when there is none.
    static func fragment(_ uri: String) -> String {
        guard let hash = uri.firstIndex(of: "#") else { return "" }
        let text = Array(uri[uri.index(after: hash)...].utf8)
        var out: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.count,
                let high = StringEscape.hexDigit(text[index + 1]), let low = StringEscape.hexDigit(text[index + 2])
            {
                out.append(high << 4 | low)
                index += 3
            } else {
                out.append(text[index])
                index += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
