// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import SwiftASN1

/// An agency's own signing key, as `openssl genpkey -algorithm ed25519` writes it.
enum ApprovalKeyFile {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What precedes the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410 §7).
    private static let prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    static func load(_ path: String) throws -> Curve25519.Signing.PrivateKey {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(description: "\(path) cannot be read. Mend: give the file of the agency's signing key.")
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        guard let mode = attributes[.posixPermissions] as? Int, mode & 0o077 == 0 else {
            throw KeyFiles.Failure.open(path)
        }
        return try key(pem: String(decoding: data, as: UTF8.self), path)
    }

    static func key(pem: String, _ path: String) throws -> Curve25519.Signing.PrivateKey {
        guard let document = try? PEMDocument(pemString: pem), document.discriminator == "PRIVATE KEY",
            document.derBytes.count == prefix.count + 32, document.derBytes.starts(with: prefix)
        else {
            throw Failure(
                description:
                    "\(path) is not an Ed25519 key. Mend: make one with openssl genpkey -algorithm ed25519."
            )
        }
        return try Curve25519.Signing.PrivateKey(rawRepresentation: document.derBytes.dropFirst(prefix.count))
    }
}
