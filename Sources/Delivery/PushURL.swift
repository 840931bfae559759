// SPDX-License-Identifier: Apache-2.0

internal import FoundationEssentials

/// An https URL taken apart.
struct PushURL: Sendable {
    let host: String
    let port: Int
    /// Path and query, as the request line has it.
    let target: String

    /// nil unless it is https with a host, and without user, password or fragment.
    init?(_ text: String) {
        guard let url = URL(string: text), url.scheme == "https", let host = url.host(), !host.isEmpty,
            url.user() == nil,
            url.password() == nil, url.fragment() == nil
        else { return nil }
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = url.port ?? 443
        let path = url.path(percentEncoded: true)
        target = (path.isEmpty ? "/" : path) + (url.query(percentEncoded: true).map { "?" + $0 } ?? "")
    }

    /// Whether the host is an IP address: it has no name to check in the certificate.
    var isAddress: Bool {
        host.contains(":") || host.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E }
    }

    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == 443 ? name : "\(name):\(port)"
    }
}
