// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import Delivery

@Suite struct AddressPolicyTests {
    private func allows(_ address: String, loopback: Bool = false) throws -> Bool {
        AddressPolicy(allowsLoopback: loopback).allows(try SocketAddress(ipAddress: address, port: 443))
    }

    @Test(arguments: [
        "169.254.169.254", "169.254.0.1", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.255.255.255", "255.255.255.255",
        "::", "fe80::1", "febf::1", "ff02::1", "::ffff:169.254.169.254", "::ffff:0.0.0.0", "::ffff:224.0.0.1",
        "::169.254.169.254", "::ffff:0:169.254.169.254", "64:ff9b::169.254.169.254", "64:ff9b::0.0.0.0",
        "64:ff9b:1::1", "2002:a9fe:a9fe::1", "2001::1", "fd00:ec2::254", "fd20:ce::254", "fd00:42::42",
        "168.63.129.16", "100.100.100.200", "192.0.0.192", "64:ff9b::100.100.100.200",
    ]) func `link-local, multicast, unspecified and the metadata address are refused, also where loopback is allowed`(
        address: String
    ) throws {
        #expect(try !allows(address))
        #expect(try !allows(address, loopback: true))
    }

    @Test(arguments: [
        "127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1",
        "2002:7f00:1::1",
    ])
    func `loopback is for trying out only, in whatever clothes`(address: String) throws {
        #expect(try !allows(address))
        #expect(try allows(address, loopback: true))
    }

    @Test(arguments: [
        "192.0.2.1", "10.1.2.3", "172.16.0.1", "126.255.255.255", "2001:db8::1", "fec0::1", "::ffff:192.0.2.1",
        "64:ff9b::192.0.2.1", "fd12:3456::1", "100.100.100.201",
    ])
    func `other addresses are allowed: exchanges stand in private networks too`(address: String) throws {
        #expect(try allows(address))
    }

    @Test func `a path is no destination`() throws {
        let path = try SocketAddress(unixDomainSocketPath: "/tmp/socket")
        #expect(!AddressPolicy(allowsLoopback: true).allows(path))
    }
}
