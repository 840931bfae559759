// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import SwiftASN1
import X509

/// A certificate and the key it stands for.
struct IssuedCertificate {
    let certificate: Certificate
    let key: P256.Signing.PrivateKey

    var pem: String { get throws { try certificate.serializeAsPEM().pemString + "\n" } }

    var keyPEM: String { key.pemRepresentation + "\n" }

    /// SHA-256 of the DER certificate, by which clients are known and destinations pinned.
    var fingerprint: [UInt8] {
        get throws {
            var serializer = DER.Serializer()
            try serializer.serialize(certificate)
            return Array(SHA256.hash(data: serializer.serializedBytes))
        }
    }

    /// Writes certificate and key to two files.
    func write(certificate path: String, key keyPath: String) throws {
        try PrivateFile.write(try pem, to: path)
        try PrivateFile.write(keyPEM, to: keyPath)
    }
}

/// A file that only its owner can read.
enum PrivateFile {
    struct Unwritable: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) cannot be written. Mend: check the folder and its owner." }
    }

    /// Writes a text; the file never stands open to others.
    static func write(_ text: String, to path: String) throws {
        let isWritten = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isWritten else { throw Unwritable(path: path) }
    }
}
