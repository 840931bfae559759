// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Invented values for one field: ordinary ones first, then those at its limits.
struct SampleValues {
    private static let most = 48
    private static let longest = 5_000

    let shape: Shape
    private var found: [JSONValue] = []
    private var seen: Set<[UInt8]> = []

    /// Values worth trying at a field; not all of them are valid.
    ///
    /// `twin`: the same field of another version, whose limits are worth trying too.
    /// `literals`: values named in rules that look at the field.
    static func candidates(_ shape: Shape, checks: [NamedCheck], twin: Shape?, literals: [JSONValue]) -> [JSONValue] {
        var values = SampleValues(shape: shape)
        for code in shape.codes + (twin?.codes ?? []) { values.add(code.value) }
        for example in shape.examples { values.add(example) }
        switch shape.kind {
        case .boolean: for flag in [false, true] { values.add(.bool(flag)) }
        case .integer, .number: values.addNumbers(twin)
        case .date: values.addDays(twin, suffix: "")
        case .timestamp: values.addDays(twin, suffix: "T09:00:00Z")
        case .time: values.addTimes(twin)
        default: break
        }
        for text in checks.flatMap(\.samples) { values.add(shape.kind == .integer ? .number(text) : .string(text)) }
        if shape.kind == .string { values.add(.string("Example")) }
        for literal in literals { values.add(literal) }
        if shape.kind == .string { values.addTexts(twin) }
        return values.found
    }

    private init(shape: Shape) {
        self.shape = shape
    }

    private mutating func add(_ value: JSONValue) {
        guard found.count < SampleValues.most || !shape.codes.isEmpty, seen.insert(value.canonical()).inserted else {
            return
        }
        found.append(value)
    }

    // MARK: numbers

    private mutating func addNumbers(_ twin: Shape?) {
        for text in ["1", "2", "0"] { add(.number(text)) }
        for step in [shape, twin].compactMap({ $0?.constraint("multipleOf") }) {
            guard let size = SampleValues.double(step), size > 0 else { continue }
            add(step)
            for limit in limits(twin) {
                guard let near = SampleValues.double(limit) else { continue }
                for offset in [0.0, 1, -1] { add(number((near / size).rounded(.up) * size + offset * size)) }
            }
            for factor in [2.0, 3, 5] { add(number(size * factor)) }
        }
        for limit in limits(twin) {
            add(limit)
            guard let value = SampleValues.double(limit) else { continue }
            for offset in [1.0, -1, 0.5, -0.5] { add(number(value + offset)) }
        }
        if shape.kind == .number { for text in ["1.5", "0.25", "-1.5"] { add(.number(text)) } }
    }

    private func limits(_ twin: Shape?) -> [JSONValue] {
        ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"].flatMap { name in
            [shape, twin].compactMap { $0?.constraint(name) }
        }
    }

    /// The nearest double; nil when there is none.
    static func double(_ value: JSONValue) -> Double? {
        guard case .number(let text) = value, let number = Double(text), number.isFinite else { return nil }
        return number
    }

    private func number(_ value: Double) -> JSONValue {
        value.rounded() == value && value.magnitude < 1e15 ? .number(String(Int64(value))) : .number(String(value))
    }

    // MARK: days and times

    private mutating func addDays(_ twin: Shape?, suffix: String) {
        for day in ["2026-09-01", "2026-09-02", "2015-06-15"] { add(.string(day + suffix)) }
        for bound in shape.bounds + (twin?.bounds ?? []) {
            add(.string(bound.limit))
            let rest = String(bound.limit.dropFirst(10))
            let parts = bound.limit.prefix(10).split(separator: "-").compactMap { Int($0) }
            guard parts.count == 3 else { continue }
            for (years, days) in [(0, 1), (0, -1), (1, 0), (-1, 0)] {
                add(.string(SampleValues.day(parts[0] + years, parts[1], parts[2] + days) + rest))
            }
        }
        for day in ["1990-01-01", "2030-12-31"] { add(.string(day + suffix)) }
    }

    private mutating func addTimes(_ twin: Shape?) {
        for text in ["09:00:00Z", "15:30:00Z"] { add(.string(text)) }
        for bound in shape.bounds + (twin?.bounds ?? []) {
            add(.string(bound.limit))
            let parts = bound.limit.prefix(5).split(separator: ":").compactMap { Int($0) }
            guard parts.count == 2 else { continue }
            for minute in [parts[0] * 60 + parts[1] + 1, parts[0] * 60 + parts[1] - 1] where (0..<1440) ~= minute {
                let text = SampleValues.padded(minute / 60, 2) + ":" + SampleValues.padded(minute % 60, 2)
                add(.string(text + bound.limit.dropFirst(5)))
            }
        }
        for text in ["00:00:00Z", "23:59:59Z"] { add(.string(text)) }
    }

    /// Written as a date whether or not there is such a day.
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> String {
        "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    }

    // MARK: texts

    private static let formats: [String: [String]] = [
        "email": ["desk@agency.example"], "uuid": ["00000000-0000-4000-8000-000000000001"],
        "uri": ["https://agency.example/record/1"], "hostname": ["agency.example"], "ipv4": ["192.0.2.1"],
        "ipv6": ["2001:db8::1"],
    ]

    private mutating func addTexts(_ twin: Shape?) {
        let lengths = lengths(twin)
        for format in [shape, twin].compactMap({ $0?.constraint("format")?.asText }) {
            for text in SampleValues.formats[format] ?? [] { add(.string(text)) }
            for length in lengths.exact {
                switch format {
                case "email": add(.string(SampleValues.padded("", "@agency.example", to: length)))
                case "uri": add(.string(SampleValues.padded("https://agency.example/", "", to: length)))
                default: break
                }
            }
        }
        for (own, other) in [(shape, twin), (twin, shape)] {
            guard let own, let pattern = own.pattern(of: "pattern") else { continue }
            // What one version accepts and the other does not is worth most.
            for refusing in [other?.pattern(of: "pattern"), nil] {
                for length in [lengths.range] + lengths.exact.map({ $0...$0 }) {
                    guard let text = Pattern.witness(matching: pattern, refusing: refusing, length: length) else {
                        continue
                    }
                    add(.string(text))
                }
            }
            if let text = Pattern.witness(matching: other?.pattern(of: "pattern"), refusing: pattern) {
                add(.string(text))
            }
        }
        for text in ["Example text", "E"] { add(.string(text)) }
        for length in lengths.exact { add(.string(SampleValues.text(of: length))) }
        add(.string(""))
    }

    /// The lengths the field may have, and those at the limits of either version.
    private func lengths(_ twin: Shape?) -> (range: ClosedRange<Int>, exact: [Int]) {
        let least = shape.constraint("minLength")?.asInteger ?? 0
        let most = min(shape.constraint("maxLength")?.asInteger ?? 200, max(200, least))
        let limits = [shape, twin].compactMap(\.self).flatMap { shape in
            ["minLength", "maxLength"].compactMap { shape.constraint($0)?.asInteger }
        }
        let exact = Set(limits.flatMap { [$0, $0 - 1, $0 + 1] }.filter { (0...SampleValues.longest).contains($0) })
        return (min(least, most)...most, exact.sorted())
    }

    private static func padded(_ start: String, _ end: String, to length: Int) -> String {
        start + String(repeating: "a", count: max(1, length - start.count - end.count)) + end
    }

    static func text(of length: Int) -> String {
        String(String(repeating: "Example ", count: length / 8 + 1).prefix(length))
    }
}

extension Shape {
    func constraint(_ name: String) -> JSONValue? { constraints.first { $0.name == name }?.value }

    fileprivate func pattern(of name: String) -> Pattern? {
        constraint(name)?.asText.flatMap { try? Pattern($0) }
    }
}
