// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension AgreementReader {
    mutating func readPurposes(_ section: Section, required: Bool) -> [String] {
        let purposes = reader.texts(section, "purposes", required: required)
        for (text, pointer) in purposes where Purpose(rawValue: text) == nil {
            let known = Purpose.allCases.map(\.rawValue).joined(separator: ", ")
            reader.fault(pointer, "the purpose is not known", "write one of: \(known)")
        }
        return purposes.map(\.text)
    }

    mutating func readBases(_ section: Section, _ key: String, required: Bool) -> LegalBases? {
        let keys = ["regime", "basis", "power"]
        guard let bases = reader.section(section, key, keys: keys, required: required) else { return nil }
        let regime: LegalBases.Regime? = reader.choice(bases, "regime", default: nil)
        let basis = reader.texts(bases, "basis")
        for (code, pointer) in basis where !LegalCode.isKnown(code) {
            reader.fault(pointer, "the legal basis is not known", "write a code such as ukgdpr:6-1-e or dpa18:s1-18")
        }
        let power = reader.texts(bases, "power", required: false)
        for (uri, pointer) in power
        where !uri.hasPrefix("https://www.legislation.gov.uk/") || !DocumentReader.isHTTPS(uri) {
            reader.fault(
                pointer,
                "a power is named by its legislation",
                "give its address, such as https://www.legislation.gov.uk/ukpga/2004/31/section/10"
            )
        }
        guard let regime else { return nil }
        return LegalBases(regime: regime, basis: basis.map(\.text), power: power.map(\.text))
    }
}
