// SPDX-License-Identifier: Apache-2.0

import Crypto
import Exchange
import Foundation

/// The key files of a node: one key a file, 32 bytes in hexadecimal, readable by the gateway's user alone.
enum KeyFiles {
    enum Failure: Error, CustomStringConvertible {
        case missing(String)
        case malformed(String)
        case open(String)
        case exists(String)
        case unwritable(String)

        var description: String {
            switch self {
            case .missing(let path):
                "\(path) is missing. Mend: restore it, or make new keys with `concordat keys create`."
            case .malformed(let path): "\(path) does not hold a key of 32 bytes in hexadecimal. Mend: restore it."
            case .open(let path): "\(path) can be read by others. Mend: chmod 600."
            case .exists(let path): "\(path) is there already: keys are never overwritten. Mend: choose another folder."
            case .unwritable(let path): "\(path) cannot be written. Mend: check the folder and its owner."
            }
        }
    }

    private static let names = ["ring-1", "pseudonym-1", "fingerprint", "receipts", "log"]

    /// Makes a set of new keys in a folder.
    static func create(in folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        for name in names {
            let path = folder + "/" + name + ".key"
            guard !FileManager.default.fileExists(atPath: path) else { throw Failure.exists(path) }
            let key = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
            let text = Data((hex(key) + "\n").utf8)
            guard FileManager.default.createFile(atPath: path, contents: text, attributes: [.posixPermissions: 0o600])
            else {
                throw Failure.unwritable(path)
            }
        }
    }

    /// Reads the keys of a folder.
    ///
    /// Every ring key found is read; the one with the highest number seals.
    static func load(_ folder: String) throws -> Keyring {
        var rings: [Int16: SymmetricKey] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard file.hasPrefix("ring-"), file.hasSuffix(".key"), let number = Int16(file.dropFirst(5).dropLast(4))
            else { continue }
            rings[number] = SymmetricKey(data: try read(folder + "/" + file))
        }
        guard let current = rings.keys.max() else { throw Failure.missing(folder + "/ring-1.key") }
        return Keyring(
            rings: rings,
            currentRing: current,
            pseudonym: SymmetricKey(data: try read(folder + "/pseudonym-1.key")),
            pseudonymEpoch: 1,
            fingerprint: SymmetricKey(data: try read(folder + "/fingerprint.key")),
            receipts: try Curve25519.Signing.PrivateKey(rawRepresentation: try read(folder + "/receipts.key")),
            log: try Curve25519.Signing.PrivateKey(rawRepresentation: try read(folder + "/log.key"))
        )
    }

    private static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw Failure.missing(path) }
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        guard let mode = attributes[.posixPermissions] as? Int, mode & 0o077 == 0 else { throw Failure.open(path) }
        let digits = Array(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines).utf8)
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
        guard digits.count == 64, bytes.count == 32 else { throw Failure.malformed(path) }
        return bytes
    }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
