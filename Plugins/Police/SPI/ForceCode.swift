// SPDX-License-Identifier: Apache-2.0

/// The two-digit number of a police force, with which a case reference (PTIURN) begins.
enum ForceCode {
    static func isWellFormed(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy(isDigit)
    }

    /// The force of a case reference: two digits, two characters for the unit, seven digits (serial and year).
    static func of(caseReference: String) -> String? {
        let bytes = Array(caseReference.utf8)
        guard bytes.count == 11, bytes.prefix(2).allSatisfy(isDigit), bytes.suffix(7).allSatisfy(isDigit) else {
            return nil
        }
        return String(caseReference.prefix(2))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
