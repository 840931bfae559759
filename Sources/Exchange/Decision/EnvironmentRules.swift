// SPDX-License-Identifier: Apache-2.0

internal import Contracts

extension Book {
    /// The client that presents a certificate.
    ///
    /// - Parameter fingerprint: SHA-256 of the DER certificate.
    /// - Throws: `client.unknown`, or `environment.mismatch` for a test certificate in live and the reverse.
    package func client(presenting fingerprint: [UInt8], at time: Timestamp) throws(Refusal) -> Client {
        guard let client = directory.client(fingerprint: fingerprint, at: time) else { throw Refusal(.clientUnknown) }
        let day = CalendarDate(londonAt: time)
        let isForLive = client.certificates.contains {
            $0.sha256 == fingerprint && $0.environment == .live && $0.validity.contains(day)
        }
        guard isForLive == isLive else {
            throw Refusal(
                .environmentMismatch,
                isLive ? "the certificate is registered for test" : "the certificate is registered for live"
            )
        }
        return client
    }

    /// The verdict on the numbers a record names its subjects by: an invented person in live, or a real one elsewhere.
    ///
    /// Only NHS numbers tell: of no other scheme a range is kept for tests.
    func refusal(ofNumbersOf subjects: [SubjectFound]) -> Refusal? {
        for subject in subjects {
            for identifier in subject.identifiers where identifier.scheme == NHSNumber.scheme {
                switch (isLive, NHSNumber.kind(of: identifier.value)) {
                case (true, .test):
                    return Refusal(.environmentMismatch, "the record holds an NHS number of the range kept for tests")
                case (false, .issued):
                    return Refusal(
                        .environmentMismatch,
                        "the record holds an NHS number that may be a real person's; test records use 999 000 0000 upward"
                    )
                default: continue
                }
            }
        }
        return nil
    }
}

/// What the first digits of an NHS number tell.
enum NHSNumber {
    static let scheme = "nhs-number"

    enum Kind {
        /// 999 000 0000 upward: never issued, kept for tests.
        case test
        /// 900 000 0000 to 998 999 9999: not issued either, and used by national test services, but nobody has promised it to tests.
        case reserved
        /// May belong to a person.
        case issued
        /// No NHS number: what the contract says of it counts.
        case none
    }

    /// - Parameter text: with or without spaces and hyphens.
    static func kind(of text: String) -> Kind {
        let digits = text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        guard digits.count == 10, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return .none }
        if digits.starts(with: "999".utf8) { return .test }
        return digits.first == UInt8(ascii: "9") ? .reserved : .issued
    }
}
