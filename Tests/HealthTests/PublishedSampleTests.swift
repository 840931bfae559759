// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Health
import Testing

/// The published BaRS and HL7 v2 files, read where they are present.
struct PublishedSampleTests {
    @Test func `each published BaRS file gives the items it should`() throws {
        let files = try Documents.published("bars-")
        if files.isEmpty { print("skipped: no published BaRS files beside the checkout") }
        for file in files {
            let items = try Documents.items(file.bytes)
            print("\(file.name): \(Documents.tally(items))")
            switch file.name {
            case "bars-process_message-request-ValidationRequest-POST.json":
                #expect(Documents.tally(items) == "drafts 1, passed 0, replies 0, faults []")
            case let name where name.hasPrefix("bars-process_message-re"):
                #expect(Documents.tally(items) == "drafts 0, passed 1, replies 0, faults []")
            default:
                #expect(Documents.rules(items).count == 1)
            }
        }
    }

    @Test func `each published HL7 v2 file gives the items it should`() throws {
        let files = try Documents.published("hl7v2-")
        if files.isEmpty { print("skipped: no published HL7 v2 files beside the checkout") }
        for file in files {
            let items = try Documents.items(file.bytes)
            print("\(file.name): \(Documents.tally(items))")
            switch file.name {
            case "hl7v2-REF-I12-01.hl7":
                #expect(Documents.tally(items) == "drafts 1, passed 0, replies 0, faults []")
            case "hl7v2-REF-I14-01.hl7":
                #expect(Documents.rules(items) == ["health.hl7v2.event"])
            default:
                #expect(Documents.tally(items) == "drafts 0, passed 1, replies 0, faults []")
            }
        }
    }

    @Test func `an American adult's referral carries no NHS number and no invented one`() throws {
        guard let file = try Documents.published("hl7v2-REF-I12").first else {
            print("skipped: no published HL7 v2 files beside the checkout")
            return
        }
        let data = try Documents.draft(file.bytes).data
        #expect(data.at("child", "nhsNumber") == nil)
        #expect(data.at("child", "dateOfBirth") == .string("1961-06-15"))
        #expect(data.at("child", "address", "postcode") == .string("42010"))
        #expect(data["referralId"] == .string("226839"))
        #expect(data["referredOn"] == .string("2022-01-25"))
    }

    @Test func `no published file harms the reader wherever it is cut`() throws {
        let files = try Documents.published("hl7v2-") + Documents.published("bars-")
        for file in files {
            for cut in stride(from: 97, to: file.bytes.count, by: 97) {
                #expect(try !Documents.items(Array(file.bytes[..<cut])).isEmpty)
            }
        }
    }
}
