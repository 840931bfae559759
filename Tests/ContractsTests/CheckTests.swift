// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@testable import Contracts

struct CheckTests {
    private func passes(_ name: NamedCheck.Name, _ text: String, on day: String? = nil) -> Bool {
        NamedCheck(name: name).accepts(text, on: day)
    }

    @Test(arguments: ["9434765919", "9000000009", "9449304424", "9691292211", "9876543210", "9990000018"])
    func `right NHS numbers pass`(_ text: String) { #expect(passes(.nhsNumber, text)) }

    @Test(arguments: ["4857773456", "943476591", "94347659190", "943 476 5919", "943476591A", "", "٩٤٣٤٧٦٥٩١٩"])
    func `wrong NHS numbers fail`(_ text: String) { #expect(!passes(.nhsNumber, text)) }

    @Test func `no NHS number has the remainder that is never issued`() {
        // A remainder of 1 asks for the check 10, which one digit cannot hold.
        for nine in 100_000_000..<100_000_200 {
            let digits = String(nine).utf8.map { Int($0) - 48 }
            let sum = zip(digits, stride(from: 10, to: 1, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
            let valid = (0...9).filter { passes(.nhsNumber, "\(nine)\($0)") }
            #expect(valid.count == (sum % 11 == 1 ? 0 : 1))
        }
    }

    @Test(arguments: [
        "B801200005001", "P207000016049", "H850400024001", "Q851425025013", "U85040002400A", "C88542002500C",
        "J820200010001",
    ])
    func `right UPNs pass, temporary ones too`(_ text: String) { #expect(passes(.upn, text)) }

    @Test(arguments: [
        "A801200005001", "Q207000016049", "I801200005001", "B80120000500", "B8012000050011", "b801200005001",
        "U85040002400O",
        "B8012000A5001", "",
    ])
    func `wrong UPNs fail`(_ text: String) { #expect(!passes(.upn, text)) }

    @Test func `a ULN passes and is never an NHS number`() {
        #expect(passes(.uln, "9276308686"))
        #expect(!passes(.nhsNumber, "9276308686"))
        #expect(!passes(.uln, "9434765919"))
        #expect(!passes(.uln, "9276308687"))
        #expect(!passes(.uln, "0276308686"))
    }

    @Test(arguments: ["1", "100012345678", "906700034612"])
    func `UPRNs of one to twelve digits pass`(_ text: String) { #expect(passes(.uprn, text)) }

    @Test(arguments: ["", "0", "012345", "1000123456789", "-1.0", "10.0", "10001234567A"])
    func `other property numbers fail`(_ text: String) { #expect(!passes(.uprn, text)) }

    @Test func `dates of ISO and HL7 are days there are in the calendar`() {
        for text in ["2024-02-29", "2026-12-31"] { #expect(passes(.isoDate, text), "\(text)") }
        for text in ["2026-02-29", "2026-2-9", "20260209", "2026-02-09T00:00:00Z", ""] {
            #expect(!passes(.isoDate, text), "\(text)")
        }
        for text in ["2026-11-21T09:00:00Z", "2026-11-21T09:00:00.5+01:00"] { #expect(passes(.isoDateTime, text)) }
        for text in ["2026-11-21T09:00:00", "2026-11-21", "2026-11-21T24:00:00Z"] {
            #expect(!passes(.isoDateTime, text))
        }
        for text in ["2026", "202611", "20261121", "20240229"] { #expect(passes(.hl7Date, text), "\(text)") }
        for text in ["20260229", "202613", "2026112", "20261121090000", "2026-11-21", "२०२६", ""] {
            #expect(!passes(.hl7Date, text), "\(text)")
        }
        for text in ["20261121", "2026112109", "202611210930", "20261121093015.1234+0100", "2026112109-0500"] {
            #expect(passes(.hl7DateTime, text), "\(text)")
        }
        for text in [
            "2026112124", "202611210960", "202611210930.5", "20261121093015.12345", "20261121+25", "+0100",
            "2026112109301",
        ] {
            #expect(!passes(.hl7DateTime, text), "\(text)")
        }
    }

    @Test(arguments: [
        "2002/0073319Z", "1979/0163001B", "67/9893091D", "1967/9893091D", "81/34U", "1981/0000034U", "20020073319Z",
        "679893091D",
    ])
    func `right PNC ids pass, short forms too`(_ text: String) { #expect(passes(.pncID, text)) }

    @Test(arguments: [
        "2001/0171310S", "20030011985Z", "2002/0073319A", "1879/0163001B", "202/0073319Z", "2002/00733190Z", "2002/Z",
        "Z", "",
        "2002//0073319Z", "2002/007331९Z",
    ])
    func `wrong PNC ids fail`(_ text: String) { #expect(!passes(.pncID, text)) }

    @Test(arguments: ["065656/91H", "65656/91H", "SF05/482703J", "SF83/50058Z"])
    func `right CRO numbers pass`(_ text: String) { #expect(passes(.cro, text)) }

    @Test(arguments: ["85227/65G", "065656/91J", "SF05/482703K", "065656/1991H", "SF5/482703J", "/91H", ""])
    func `wrong CRO numbers fail`(_ text: String) { #expect(!passes(.cro, text)) }

    @Test(arguments: ["123456", "1234567"])
    func `URNs of six or seven digits pass`(_ text: String) { #expect(passes(.urn, text)) }

    @Test(arguments: ["12345", "12345678", "012345", "12345A"])
    func `other URNs fail`(_ text: String) { #expect(!passes(.urn, text)) }

    @Test func `a DfE number has seven digits and a real authority`() {
        #expect(passes(.laestab, "8201234"))
        #expect(!passes(.laestab, "1001234"))
        #expect(!passes(.laestab, "820123"))
        #expect(!passes(.laestab, "820LLLL"))
    }

    @Test(arguments: ["SW1A 1AA", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A0AX", "EC1A 1BB", "GIR 0AA"])
    func `postcodes pass with or without their space`(_ text: String) { #expect(passes(.postcode, text)) }

    @Test(arguments: ["sw1a 1aa", "SW1A  1AA", "Q1 1AA", "M1 1CE", "AIA 1AA", "MI 1AA", "M11AAA", "1AA", "", "AJ1 1AA"])
    func `what is no postcode fails`(_ text: String) { #expect(!passes(.postcode, text)) }
}
