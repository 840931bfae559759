// SPDX-License-Identifier: Apache-2.0

internal import NIOCore

/// Which addresses a push may go to, asked after the name has been resolved: a name that suddenly points inwards leads nowhere.
package struct AddressPolicy: Sendable {
    /// Loopback is for trying out and for tests.
    private let allowsLoopback: Bool

    package init(allowsLoopback: Bool) {
        self.allowsLoopback = allowsLoopback
    }

    /// Loopback, link-local, multicast, unspecified and cloud metadata addresses are refused, in whatever form they are written.
    func allows(_ address: SocketAddress) -> Bool {
        switch address {
        case .v4(let address):
            // The layout of sockaddr_in: family (2), port (2), address (4).
            return allows(v4: withUnsafeBytes(of: address.address) { Array($0[4..<8]) })
        case .v6(let address):
            // The layout of sockaddr_in6: family (2), port (2), flow (4), address (16).
            return allows(v6: withUnsafeBytes(of: address.address) { Array($0[8..<24]) })
        case .unixDomainSocket:
            return false
        }
    }

    private func allows(v4 octets: [UInt8]) -> Bool {
        if Self.metadata.contains(octets) { return false }
        return switch (octets[0], octets[1]) {
        case (127, _): allowsLoopback
        case (0, _), (169, 254), (224..., _): false
        default: true
        }
    }

    private func allows(v6 octets: [UInt8]) -> Bool {
        if octets == Self.loopback { return allowsLoopback }
        for prefix in Self.carriers where octets.starts(with: prefix) {
            return allows(v4: Array(octets[prefix.count..<prefix.count + 4]))
        }
        if Self.refused.contains(where: { octets.starts(with: $0) }) { return false }
        // Link-local is fe80::/10.
        return octets[0] != 0xFF && !(octets[0] == 0xFE && octets[1] & 0xC0 == 0x80)
    }

    private static let loopback: [UInt8] = Array(repeating: 0, count: 15) + [1]

    /// What IPv4 addresses in other clothes begin with: the four octets behind it are the address.
    private static let carriers: [[UInt8]] = [
        // IPv4-mapped ::ffff:0:0/96, IPv4-compatible ::/96 (RFC 4291 §2.5.5).
        Array(repeating: 0, count: 10) + [0xFF, 0xFF], Array(repeating: 0, count: 12),
        // IPv4-translated ::ffff:0:0:0/96 (RFC 2765 §2.1).
        Array(repeating: 0, count: 8) + [0xFF, 0xFF, 0, 0],
        // NAT64 64:ff9b::/96 (RFC 6052 §2.1) and 6to4 2002::/16 (RFC 3056 §2).
        [0, 0x64, 0xFF, 0x9B] + Array(repeating: 0, count: 8), [0x20, 0x02],
    ]

    /// Where machines of Azure, Alibaba Cloud and Oracle Cloud ask for credentials, outside the link-local range.
    private static let metadata: Set<[UInt8]> = [[168, 63, 129, 16], [100, 100, 100, 200], [192, 0, 0, 192]]

    private static let refused: [[UInt8]] = [
        // Local NAT64 64:ff9b:1::/48 (RFC 8215), which may hide an IPv4 address at several places, and Teredo 2001::/32 (RFC 4380).
        [0, 0x64, 0xFF, 0x9B, 0, 1], [0x20, 0x01, 0, 0],
        // The services of the machine itself at AWS (fd00:ec2::/32), Google Cloud (fd20:ce::/32) and Scaleway (fd00:42::/32).
        [0xFD, 0x00, 0x0E, 0xC2], [0xFD, 0x20, 0x00, 0xCE], [0xFD, 0x00, 0x00, 0x42],
    ]
}
