// SPDX-License-Identifier: Apache-2.0

/// Writes invented events, the same ones from the same seed.
struct RecordWriter {
    /// Stand where an id, and where seven digits are to be put; no JSON text holds such bytes.
    static let idMark: UInt8 = 1
    static let digitsMark: UInt8 = 2

    private var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(state: seed)
    }

    /// A whole event in the JSON event format, with marks in it.
    mutating func event(_ recipient: Int, time: String) -> String {
        #"{"specversion":"1.0","id":"\#u{1}","source":"\#(BenchBook.source(recipient))","type":"\#(BenchContract.messageType)","#
            + #""time":"\#(time)","datacontenttype":"application/json","dataschema":"\#(BenchContract.dataschema)","#
            + #""recipientid":"\#(BenchBook.recipient(recipient))","data":\#(record())}"#
    }

    private mutating func record() -> String {
        let factors = (0..<3).map { #""\#(Self.factors[($0 + 2 * Int(random.next() % 3)) % Self.factors.count])""# }
        return #"{"episodeId":"\#u{1}","child":\#(child()),"reportedAt":"\#(moment())","lastSeenAt":"\#(moment())","#
            + #""risk":"\#(one(of: ["low", "medium", "high"]))","status":"\#(one(of: ["missing", "returned"]))","#
            + #""priorEpisodes12m":\#(random.next() % 10),"factors":[\#(Set(factors).sorted().joined(separator: ","))],"#
            + #""reporter":\#(reporter()),"narrative":"\#(prose(150))"}"#
    }

    private mutating func child() -> String {
        #"{"id":"\#(uuid())","nhsNumber":"999\#u{2}","upn":"\#(one(of: ["A", "H", "K", "T"]))\#(digits(12))","#
            + #""name":{"family":"\#(one(of: Self.families))","given":["\#(one(of: Self.given))","\#(one(of: Self.given))"]},"#
            + #""birthDate":"20\#(10 + random.next() % 8)-0\#(1 + random.next() % 9)-1\#(random.next() % 10)","#
            + #""sex":"\#(one(of: ["female", "male", "notKnown"]))","ethnicity":"\#(one(of: ["WBRI", "MOTH", "AIND", "BCRB"]))","#
            + #""address":{"lines":["\#(1 + random.next() % 200) \#(one(of: Self.streets)) Road","Northshire"],"#
            + #""postcode":"NS\#(1 + random.next() % 9) \#(1 + random.next() % 9)AB","uprn":"\#(digits(11))","from":"2019-0\#(1 + random.next() % 9)-01"}}"#
    }

    private mutating func reporter() -> String {
        #"{"name":"\#(one(of: Self.given)) \#(one(of: Self.families))","role":"Designated safeguarding lead","#
            + #""organisation":"SCH\#(digits(3))","phone":"+44113\#(digits(7))","email":"worker\#(digits(3))@northshire.example"}"#
    }

    mutating func uuid() -> String {
        "\(hex(8))-\(hex(4))-4\(hex(3))-a\(hex(3))-\(hex(12))"
    }

    mutating func digits(_ count: Int) -> String {
        (0..<count).map { _ in String(random.next() % 10) }.joined()
    }

    private mutating func hex(_ count: Int) -> String {
        (0..<count).map { _ in String(random.next() % 16, radix: 16) }.joined()
    }

    private mutating func moment() -> String {
        "2026-0\(1 + random.next() % 9)-1\(random.next() % 10)T1\(random.next() % 10):0\(random.next() % 10):3\(random.next() % 10)Z"
    }

    mutating func prose(_ length: Int) -> String {
        var text = ""
        while text.utf8.count < length { text += one(of: Self.words) + (random.next() % 12 == 0 ? ". " : " ") }
        return String(text.prefix(length))
    }

    mutating func one(of list: [String]) -> String { list[below(list.count)] }

    mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

    static let families = [
        "Okafor", "Smith", "Jones", "Patel", "O'Brien", "Nowak", "Müller", "Taylor", "Begum", "García",
    ]
    static let given = [
        "Ada", "Ben", "Chloe", "Dev", "Ella", "Femi", "Hugo", "Isla", "Kira", "Maya", "Noor", "Zoë",
    ]
    private static let streets = ["High", "Station", "Mill", "Park"]
    private static let factors = ["cse", "cce", "mentalHealth", "lookedAfter", "sen", "online"]
    private static let words =
        ("the child was last seen leaving school at the end of the day with a friend and did not return home when "
        + "expected carer reports no previous concerns about travel alone police informed strategy discussion held")
        .split(separator: " ").map(String.init)
}

/// A small generator that gives the same numbers everywhere (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
