// SPDX-License-Identifier: Apache-2.0

import Crypto
import Exchange
import JSONSchema

/// Verifies receipts as whoever holds one would: from its own bytes and the gateway's public key.
struct ReceiptCheck: Sendable {
    let key: Curve25519.Signing.PublicKey
    let context: ReceiptContext

    /// Verifies the receipt in an answer, and that it is of this exchange.
    func verify(_ answer: GatewayAnswer) throws {
        do {
            let receipt = try HeldReceipt(answer.json.map { JSONValue($0) } ?? .null)
            try receipt.verify(key: key)
            try expect(receipt.context == context, "the receipt is of another exchange")
        } catch let fault as HeldReceipt.Fault {
            throw NotAsTold(fault.description)
        }
    }
}
