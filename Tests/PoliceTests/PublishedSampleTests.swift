// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Police
import Testing

/// The published SPI test messages, read where they are present.
struct PublishedSampleTests {
    private static let expected: [String: String] = [
        "spi-AddDefendant.xml": "drafts 0, passed 1, replies 0, faults 0 []",
        "spi-CjseResponse.xml": "drafts 0, passed 0, replies 1, faults 0 []",
        "spi-IndividualDefendantAllfields.xml": "drafts 1, passed 0, replies 0, faults 0 []",
        "spi-MDIMinimalSPIMessage.xml": "drafts 0, passed 0, replies 0, faults 1 [\"police.spi.birth-date\"]",
        "spi-MDINoDestinationId.xml": "drafts 0, passed 0, replies 0, faults 1 [\"police.spi.birth-date\"]",
        "spi-MDINoExecMode.xml": "drafts 0, passed 0, replies 0, faults 1 [\"police.spi.birth-date\"]",
        "spi-MDINoRequestId.xml": "drafts 0, passed 0, replies 0, faults 1 [\"police.spi.birth-date\"]",
        "spi-MultipleDefendantSingeOffenceSJP.xml": "drafts 0, passed 2, replies 0, faults 0 []",
        "spi-OIValidationForMandatoryFields.xml": "drafts 0, passed 1, replies 0, faults 0 []",
        "spi-OIValidationMalformedXml.xml": "drafts 0, passed 0, replies 0, faults 1 [\"police.spi.xml\"]",
        "spi-OIValidationWithInvalidValues.xml": "drafts 0, passed 1, replies 0, faults 0 []",
        "spi-SingleDefendantSingeOffence.xml": "drafts 0, passed 1, replies 0, faults 0 []",
        "spi-async-response-from-cjse.xml": "drafts 0, passed 0, replies 1, faults 0 []",
        "spi-expectedResultedCaseMessage.xml": "drafts 0, passed 1, replies 0, faults 0 []",
    ]

    @Test func `each published file gives the items it should`() throws {
        let files = try Documents.published()
        if files.isEmpty { print("skipped: no published SPI files beside the checkout") }
        for file in files {
            let tally = Documents.tally(try Documents.items(file.bytes))
            print("\(file.name): \(tally)")
            #expect(tally == Self.expected[file.name], "\(file.name)")
        }
    }

    @Test func `no published file harms the reader wherever it is cut`() throws {
        for file in try Documents.published() {
            for cut in stride(from: 0, to: file.bytes.count, by: 97) {
                #expect(try !Documents.items(Array(file.bytes[..<cut])).isEmpty)
            }
        }
    }
}
