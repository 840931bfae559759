// SPDX-License-Identifier: Apache-2.0

import Exchange
import Testing

@Suite struct TimestampTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1970-01-01T00:00:00.000001Z", 1),
            ("1969-12-31T23:59:59.999999Z", -1),
            ("2026-11-21T09:01:00Z", 1_795_251_660_000_000),
            ("2026-11-21T09:01:00.5Z", 1_795_251_660_500_000),
            ("2026-11-21T09:01:00.123456789Z", 1_795_251_660_123_456),
            ("2026-11-21t09:01:00z", 1_795_251_660_000_000),
            ("2026-11-21T10:01:00+01:00", 1_795_251_660_000_000),
            ("2026-11-20T23:31:00-09:30", 1_795_251_660_000_000),
            ("2026-11-21T09:01:00-00:00", 1_795_251_660_000_000),
            ("1990-12-31T23:59:60Z", 662_688_000_000_000),
            ("1990-12-31T15:59:60-08:00", 662_688_000_000_000),
            ("1991-01-01T09:29:60.5+09:30", 662_688_000_500_000),
            ("2000-02-29T00:00:00Z", 951_782_400_000_000),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000_000),
            ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
        ] as [(String, Int64)]
    )
    func `RFC 3339 is read`(text: String, microseconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T09:01Z", "2026-11-21T09:01:00", "2026-11-21 09:01:00Z", "2026-11-21T24:00:00Z",
        "2026-11-21T09:60:00Z", "2026-11-21T09:01:61Z", "2026-11-21T09:01:60Z", "2026-11-21T23:59:60+01:00",
        "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-11-31T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-11-21T09:01:00.Z", "2026-11-21T09:01:00,5Z", "2026-11-21T09:01:00+0100", "2026-11-21T09:01:00+24:00",
        "2026-11-21T09:01:00+01:60", "2026-11-21T09:01:00+1:00", "2026-11-21T09:01:00ZZ", "2026-11-21T09:01:00Z ",
        " 2026-11-21T09:01:00Z", "+026-11-21T09:01:00Z", "2026-1-021T09:01:00Z", "2026-11-21T09:01:00.5",
        "\u{FF12}026-11-21T09:01:00Z", "2026-11-21T0\u{661}:01:00Z", "2026-11-2\u{301}1T09:01:00Z",
        "9999-12-31T23:59:59-00:01", "0000-01-01T00:00:00+00:01", "2026-11-21T09:01:00\u{0}Z",
    ])
    func `what is not RFC 3339 is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(arguments: [0, 1, -1, 999_999, -86_400_000_000, 1_795_251_660_123_456, -62_167_219_200_000_000] as [Int64])
    func `what is written is read again`(microseconds: Int64) {
        let time = Timestamp(microseconds: microseconds)
        #expect(Timestamp(rfc3339: time.description) == time)
        #expect(time.description.utf8.count == 27)
    }

    @Test func `a moment is written in UTC with microseconds`() {
        #expect(Timestamp(rfc3339: "2026-11-21T09:01:00+01:00")?.description == "2026-11-21T08:01:00.000000Z")
        #expect(Timestamp(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
    }

    @Test func `durations are added and found again`() {
        let time = Timestamp(microseconds: 1_000)
        #expect(time + .seconds(1) == Timestamp(microseconds: 1_001_000))
        #expect(time + .milliseconds(-2) == Timestamp(microseconds: -1_000))
        #expect((time + .seconds(90)) - time == .seconds(90))
        #expect(time - (time + .microseconds(5)) == .microseconds(-5))
    }

    @Test func `the UTC day before 1970 is the day, not the one after`() {
        #expect(Timestamp(microseconds: -1).day.description == "1969-12-31")
        #expect(Timestamp(microseconds: 0).day.description == "1970-01-01")
        #expect(Timestamp(microseconds: 86_400_000_000 - 1).day.description == "1970-01-01")
    }
}
