// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Health
import Testing

/// What holds for both formats.
struct ReadingTests {
    private static let samples = [
        "referral-uk.hl7", "referrals-batch.hl7", "acknowledgements.hl7", "bars-referral.json",
    ]

    @Test(arguments: [1, 7, 4_096])
    func `items do not depend on where chunks are cut`(piece: Int) throws {
        for name in Self.samples {
            let bytes = try Documents.sample(name)
            #expect(try Documents.items(bytes, piece: piece) == Documents.items(bytes, piece: bytes.count), "\(name)")
        }
    }

    @Test func `a bundle or batch cut short says so wherever the cut falls`() throws {
        for name in ["referrals-batch.hl7", "bars-referral.json"] {
            let bytes = try Documents.sample(name)
            for cut in stride(from: 97, to: bytes.count - 20, by: 97) {
                #expect(!Documents.rules(try Documents.items(Array(bytes[..<cut]))).isEmpty, "\(name) at \(cut)")
            }
        }
    }

    @Test func `no fault repeats what stands in the document`() throws {
        let secret = "Zebedee"
        let texts = [
            secret, "{\"\(secret)", "{\"resourceType\":\"\(secret)\"}", "MSH|^~\\&|\(secret)|||||||1\r\(secret)|x\r",
            "MSH|^~\\&|A|B|C|D|20261120||REF^I12|1|T|2.8||||||\(secret)\rPID|\(secret)\r", "PID|\(secret)\r",
        ]
        for text in texts {
            let items = try Documents.items(text)
            #expect(!items.isEmpty)
            #expect(!"\(items)".contains(secret))
        }
    }

    @Test func `the format may be fixed by the feed`() throws {
        let hl7 = try Documents.sample("referral-uk.hl7")
        let fhir = try Documents.sample("bars-referral.json")
        let asBundle = try Documents.items(hl7, settings: [("format", .string("bars"))])
        let asMessages = try Documents.items(fhir, settings: [("format", .string("hl7v2"))])
        #expect(Documents.rules(asBundle) == ["health.fhir.json"])
        #expect(Documents.rules(asMessages) == ["health.hl7v2.stray"])
    }

    @Test func `a wrong setting is named with its mend`() {
        func error(_ key: String, _ value: Value) -> SettingsError? {
            do throws(SettingsError) {
                _ = try HealthAdapter(settings: AdapterSettings(.record([(key, value)])))
                return nil
            } catch {
                return error
            }
        }
        #expect(error("format", .string("fhir"))?.mend == "give one of bars, hl7v2, auto")
        #expect(error("dos-service-id", .string("Early Help"))?.mend == "give its digits in quotes")
        #expect(error("max-message-bytes", .integer(1))?.key == "max-message-bytes")
        #expect(error("fromat", .string("bars"))?.problem == "is not a setting of this adapter")
    }
}
