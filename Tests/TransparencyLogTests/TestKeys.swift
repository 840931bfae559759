// SPDX-License-Identifier: Apache-2.0

import Crypto
import TransparencyLog

/// Keys of invented logs and witnesses, the same in every run.
enum TestKeys {
    static func privateKey(_ seed: UInt8) throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](repeating: seed, count: 32))
    }

    static func log(_ name: String = "exchange.northshire.example/audit", seed: UInt8 = 1) throws -> NoteSigner {
        try NoteSigner(name: NoteKeyName(name), privateKey: privateKey(seed))
    }

    static func witness(_ name: String = "gateway.police.example/witness", seed: UInt8 = 2) throws -> Cosigner {
        try Cosigner(name: NoteKeyName(name), privateKey: privateKey(seed))
    }
}
