// SPDX-License-Identifier: Apache-2.0

package import Crypto

/// The keys that never enter the database (DESIGN §8, SECURITY.md lists holder, rotation, loss and theft of each).
package struct Keyring: Sendable {
    /// Wraps body keys; the number is stored with every wrap, so that rings can be rotated.
    package let rings: [Int16: SymmetricKey]
    package let currentRing: Int16
    /// Makes the pseudonyms of subjects; the epoch is stored with every pseudonym.
    package let pseudonym: SymmetricKey
    package let pseudonymEpoch: Int16
    /// Makes the fingerprints by which a repeated event is told from a changed one.
    package let fingerprint: SymmetricKey
    /// Signs receipts.
    package let receipts: Curve25519.Signing.PrivateKey
    /// Signs checkpoints of the log.
    package let log: Curve25519.Signing.PrivateKey

    package init(
        rings: [Int16: SymmetricKey],
        currentRing: Int16,
        pseudonym: SymmetricKey,
        pseudonymEpoch: Int16,
        fingerprint: SymmetricKey,
        receipts: Curve25519.Signing.PrivateKey,
        log: Curve25519.Signing.PrivateKey
    ) {
        self.rings = rings
        self.currentRing = currentRing
        self.pseudonym = pseudonym
        self.pseudonymEpoch = pseudonymEpoch
        self.fingerprint = fingerprint
        self.receipts = receipts
        self.log = log
    }
}

/// A body at rest: ciphertext under a key of its own, and that key wrapped under a ring key.
///
/// Deleting the wrap erases the body. A backup of the database made before still has it, but opens only with the ring key, which is in
/// no such backup.
package struct SealedBody: Sendable, Hashable {
    package let id: UniqueID
    /// AES-256-GCM: nonce (12), ciphertext, tag (16).
    ///
    /// The id is authenticated with it.
    package let ciphertext: [UInt8]
    /// RFC 3394 key wrap of the body's key.
    package let wrap: [UInt8]
    package let ring: Int16

    package init(id: UniqueID, ciphertext: [UInt8], wrap: [UInt8], ring: Int16) {
        self.id = id
        self.ciphertext = ciphertext
        self.wrap = wrap
        self.ring = ring
    }
}

/// Seals and opens bodies, and makes keyed names for what must be found again without being written down.
package struct Vault: Sendable {
    private let keys: Keyring
    // The state after the key has been taken in: copied for each name instead of being worked out anew.
    private let pseudonyms: HMAC<SHA256>
    private let fingerprints: HMAC<SHA256>

    package init(_ keys: Keyring) {
        self.keys = keys
        pseudonyms = HMAC<SHA256>(key: keys.pseudonym)
        fingerprints = HMAC<SHA256>(key: keys.fingerprint)
    }

    /// Why a body cannot be opened.
    package enum Failure: Error, Sendable, Equatable {
        /// The ring key named by the wrap is not on this node.
        case ringMissing(Int16)
        /// The wrap is gone: the body has been erased.
        case erased
        /// Wrap or ciphertext is not what was sealed.
        case altered
    }

    /// Seals a body under a new key.
    ///
    /// - Parameter random: where key and nonce come from; nil: the system's source.
    package func seal(_ body: [UInt8], id: UniqueID, random: (any RandomSource)? = nil) throws(Failure) -> SealedBody {
        guard let ring = keys.rings[keys.currentRing] else { throw .ringMissing(keys.currentRing) }
        do {
            // Key and nonce in one draw, for each draw waits its turn.
            let drawn = random?.bytes(44)
            let key = drawn.map { SymmetricKey(data: $0[..<32]) } ?? SymmetricKey(size: .bits256)
            let nonce = try drawn.map { try AES.GCM.Nonce(data: $0[32...]) }
            let box = try AES.GCM.seal(body, using: key, nonce: nonce, authenticating: id.bytes)
            guard let combined = box.combined else { throw Failure.altered }
            return SealedBody(
                id: id,
                ciphertext: Array(combined),
                wrap: Array(try AES.KeyWrap.wrap(key, using: ring)),
                ring: keys.currentRing
            )
        } catch { throw .altered }
    }

    package func open(_ body: SealedBody) throws(Failure) -> [UInt8] {
        guard !body.wrap.isEmpty else { throw .erased }
        guard let ring = keys.rings[body.ring] else { throw .ringMissing(body.ring) }
        do {
            let key = try AES.KeyWrap.unwrap(body.wrap, using: ring)
            return Array(
                try AES.GCM.open(
                    AES.GCM.SealedBox(combined: body.ciphertext),
                    using: key,
                    authenticating: body.id.bytes
                )
            )
        } catch { throw .altered }
    }

    /// The pseudonym of one identifier: 16 bytes of HMAC-SHA-256 over scheme and value.
    ///
    /// Spaces and hyphens are left out and letters made upper case first, so that `943 476 5919` and `9434765919` meet.
    package func pseudonym(scheme: String, value: String) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(scheme.utf8.count + value.utf8.count + 1)
        text.append(contentsOf: scheme.utf8)
        text.append(0)
        var value = value
        value.withUTF8 { utf8 in
            for byte in utf8 where byte != 0x20 && byte != 0x2D {
                text.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
            }
        }
        var hmac = pseudonyms
        hmac.update(data: text)
        return hmac.finalize().withUnsafeBytes { Array($0.prefix(16)) }
    }

    package var pseudonymEpoch: Int16 { keys.pseudonymEpoch }

    /// The fingerprint of an event: 32 bytes of HMAC-SHA-256 over its attributes (tracing left out) and its data as sent.
    package func fingerprint(attributes: [UInt8], data: ArraySlice<UInt8>) -> [UInt8] {
        // Why in one piece: each piece given to the hash costs more than copying it.
        var text: [UInt8] = []
        text.reserveCapacity(attributes.count + 1 + data.count)
        text += attributes
        text.append(0)
        text += data
        var hmac = fingerprints
        hmac.update(data: text)
        return hmac.finalize().withUnsafeBytes { Array($0) }
    }
}
