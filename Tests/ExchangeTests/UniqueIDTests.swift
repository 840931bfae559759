// SPDX-License-Identifier: Apache-2.0

import Exchange
import Testing

@Suite struct UniqueIDTests {
    private struct Ones: RandomNumberGenerator {
        mutating func next() -> UInt64 { .max }
    }

    @Test func `the hyphenated form is read in either case and written in lower case`() throws {
        let id = try #require(UniqueID(parsing: "0192F0C1-2b3c-7D4E-8f50-112233445566"))
        #expect(id.description == "0192f0c1-2b3c-7d4e-8f50-112233445566")
        let bytes: [UInt8] = [
            1, 0x92, 0xF0, 0xC1, 0x2B, 0x3C, 0x7D, 0x4E, 0x8F, 0x50, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66,
        ]
        #expect(id.bytes == bytes)
        #expect(UniqueID(bytes: bytes) == id)
    }

    @Test(arguments: [
        "", "0192f0c12b3c7d4e8f50112233445566", "{0192f0c1-2b3c-7d4e-8f50-112233445566}",
        "0192f0c1-2b3c-7d4e-8f50-11223344556", "0192f0c1-2b3c-7d4e-8f50-1122334455667",
        "0192f0c1-2b3c-7d4e-8f50-11223344556g", "0192f0c1-2b3c-7d4e-8f501-12233445566",
        "urn:uuid:0192f0c1-2b3c-7d4e-8f50-112233445566", "0192f0c1-2b3c-7d4e-8f50-11223344556\u{661}",
        "0192f0c1\u{2010}2b3c-7d4e-8f50-112233445566", "-0192f0c-2b3c-7d4e-8f50-112233445566",
    ])
    func `any other form is refused`(text: String) {
        #expect(UniqueID(parsing: text) == nil)
    }

    @Test(arguments: [0, 15, 17])
    func `an id has sixteen bytes`(count: Int) {
        #expect(UniqueID(bytes: Array(repeating: 1, count: count)) == nil)
    }

    @Test func `an ordered id is of version 7 and holds the millisecond`() throws {
        var generator = Ones()
        // The example of RFC 9562, appendix A.6: 22 February 2022, 14:22:22.00 GMT-05:00.
        let time = try #require(Timestamp(rfc3339: "2022-02-22T14:22:22-05:00"))
        let id = UniqueID.ordered(at: time, using: &generator).description
        #expect(id.hasPrefix("017f22e2-79b0-7"))
        #expect("89ab".contains(id[id.index(id.startIndex, offsetBy: 19)]))
    }

    @Test func `a later millisecond gives a greater id whatever the random part`() {
        var ones = Ones()
        var system = SystemRandomNumberGenerator()
        let early = UniqueID.ordered(at: Timestamp(microseconds: 1_795_251_660_000_999), using: &ones)
        let late = UniqueID.ordered(at: Timestamp(microseconds: 1_795_251_660_001_000), using: &system)
        #expect(early < late && !(late < early))
        #expect(early.bytes.lexicographicallyPrecedes(late.bytes))
        #expect(early.description < late.description)
    }

    @Test func `a later microsecond gives a greater id whatever the random part`() {
        var ones = Ones()
        var system = SystemRandomNumberGenerator()
        for microsecond in [0, 1, 499, 997] as [Int64] {
            let early = UniqueID.ordered(at: Timestamp(microseconds: 1_795_251_660_000_000 + microsecond), using: &ones)
            let late = UniqueID.ordered(
                at: Timestamp(microseconds: 1_795_251_660_000_001 + microsecond),
                using: &system
            )
            #expect(early < late)
        }
    }

    @Test func `the parts of an id follow it and come before the next`() {
        var system = SystemRandomNumberGenerator()
        let id = UniqueID.ordered(at: Timestamp(microseconds: 1_795_251_660_000_000), using: &system).whole
        #expect(id.part(0) == id && id < id.part(1) && id.part(1) < id.part(2) && id.part(2) < id.lastPart)
        #expect(id.part(7).whole == id)
        #expect(id.description.dropLast(4) == id.lastPart.description.dropLast(4))
    }

    @Test func `ids of one moment differ`() {
        var system = SystemRandomNumberGenerator()
        let ids = (0..<1_000).map { _ in UniqueID.ordered(at: Timestamp(microseconds: 0), using: &system) }
        #expect(Set(ids).count == 1_000)
    }

    @Test func `a moment before 1970 still gives an id`() {
        var ones = Ones()
        #expect(
            UniqueID.ordered(at: Timestamp(microseconds: -5_000), using: &ones).description.hasPrefix("00000000-0000-7")
        )
    }

    @Test func `a derived id is of version 8 and depends on how the parts are cut`() {
        let id = UniqueID.derived(from: ["ab", "c"])
        #expect(id == UniqueID.derived(from: ["ab", "c"]))
        let others = [["a", "bc"], ["abc"], ["ab", "c", ""], ["c", "ab"], ["AB", "c"], []]
        #expect(others.allSatisfy { UniqueID.derived(from: $0) != id })
        #expect(id.bytes[6] >> 4 == 8 && id.bytes[8] >> 6 == 2)
    }

    @Test func `parts that only look the same give different ids`() {
        #expect(UniqueID.derived(from: ["caf\u{e9}"]) != UniqueID.derived(from: ["cafe\u{301}"]))
    }
}
