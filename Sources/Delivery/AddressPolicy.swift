// SPDX-License-Identifier: Apache-2.0

internal import NIOCore

/// Which addresses a push may go to, asked after the name has been resolved: a name that suddenly points inwards leads nowhere.
package struct AddressPolicy: Sendable {
    /// Loopback is for trying out and for tests.
    private let allowsLoopback: Bool

    package init(allowsLoopback: Bool) {
        self.allowsLoopback = allowsLoopback
    }

    /// Loopback, link-local (which cloud machines use to hand out credentials), multicast and unspecified addresses are refused.
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
        switch (octets[0], octets[1]) {
        case (127, _): allowsLoopback
        case (0, _), (169, 254), (224..., _): false
        default: true
        }
    }

    private func allows(v6 octets: [UInt8]) -> Bool {
        if octets.dropLast().allSatisfy({ $0 == 0 }) { return octets[15] == 1 && allowsLoopback }
        // ::ffff:0:0/96 is an IPv4 address in other clothes.
        if octets[..<10].allSatisfy({ $0 == 0 }), octets[10] == 0xFF, octets[11] == 0xFF {
            return allows(v4: Array(octets[12...]))
        }
        return octets[0] != 0xFF && !(octets[0] == 0xFE && octets[1] & 0xC0 == 0x80)
    }
}
