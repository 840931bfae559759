// SPDX-License-Identifier: Apache-2.0

/// The Unicode properties a pattern may name: general categories and the common binary properties.
enum UnicodeProperty {
    /// The code points with a property, or nil when the name is unknown.
    static func set(named text: String) -> ScalarSet? {
        var name = text
        for prefix in ["General_Category=", "gc="] where name.hasPrefix(prefix) {
            name.removeFirst(prefix.count)
            return categorySet(name)
        }
        return categorySet(name) ?? binarySet(name)
    }

    /// Whether the name asks for a script, which the standard library does not know.
    static func isScript(_ name: String) -> Bool {
        ["Script=", "sc=", "Script_Extensions=", "scx="].contains { name.hasPrefix($0) && name != $0 }
    }

    private static func categorySet(_ name: String) -> ScalarSet? { sets[name] }

    private static let sets: [String: ScalarSet] = groups.mapValues { codes in
        ScalarSet(codes.flatMap { categories[$0] ?? [] })
    }

    private static func binarySet(_ name: String) -> ScalarSet? {
        switch name {
        case "Any": .all
        case "ASCII": ScalarSet(0...0x7F)
        case "Assigned": categorySet("Cn")?.inverted
        case "ASCII_Hex_Digit", "AHex": ScalarSet(0x30...0x39, 0x41...0x46, 0x61...0x66)
        case "Alphabetic", "Alpha": isAlphabetic
        case "Lowercase", "Lower": isLowercase
        case "Uppercase", "Upper": isUppercase
        case "White_Space", "space": isWhitespace
        case "Ideographic", "Ideo": isIdeographic
        case "Hex_Digit", "Hex": isHexDigit
        case "ID_Start", "IDS": isIDStart
        case "ID_Continue", "IDC": isIDContinue
        case "Emoji": isEmoji
        case "Emoji_Presentation", "EPres": isEmojiPresentation
        case "Dash": isDash
        case "Math": isMath
        default: nil
        }
    }

    // A walk over all code points each, so made once and when first asked for.
    private static let isAlphabetic = collect(\.isAlphabetic)
    private static let isLowercase = collect(\.isLowercase)
    private static let isUppercase = collect(\.isUppercase)
    private static let isWhitespace = collect(\.isWhitespace)
    private static let isIdeographic = collect(\.isIdeographic)
    private static let isHexDigit = collect(\.isHexDigit)
    private static let isIDStart = collect(\.isIDStart)
    private static let isIDContinue = collect(\.isIDContinue)
    private static let isEmoji = collect(\.isEmoji)
    private static let isEmojiPresentation = collect(\.isEmojiPresentation)
    private static let isDash = collect(\.isDash)
    private static let isMath = collect(\.isMath)

    private static func collect(_ has: (Unicode.Scalar.Properties) -> Bool) -> ScalarSet {
        var runs: [ScalarSet.Run] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value), has(scalar.properties) else { continue }
            if let last = runs.last, last.high + 1 == value {
                runs[runs.count - 1].high = value
            } else {
                runs.append(ScalarSet.Run(low: value, high: value))
            }
        }
        return ScalarSet(runs)
    }

    /// Runs of every general category, found once per process.
    ///
    /// Surrogates are no scalars and stay out.
    private static let categories: [String: [ScalarSet.Run]] = {
        var out: [String: [ScalarSet.Run]] = [:]
        var current = ""
        var low: UInt32 = 0
        for value in UInt32(0)...0x110000 {
            let code = Unicode.Scalar(value).flatMap { codes[$0.properties.generalCategory] } ?? ""
            if code == current { continue }
            if !current.isEmpty { out[current, default: []].append(ScalarSet.Run(low: low, high: value - 1)) }
            current = code
            low = value
        }
        return out
    }()

    private static let codes: [Unicode.GeneralCategory: String] = [
        .uppercaseLetter: "Lu", .lowercaseLetter: "Ll", .titlecaseLetter: "Lt", .modifierLetter: "Lm",
        .otherLetter: "Lo", .nonspacingMark: "Mn", .spacingMark: "Mc", .enclosingMark: "Me", .decimalNumber: "Nd",
        .letterNumber: "Nl", .otherNumber: "No", .connectorPunctuation: "Pc", .dashPunctuation: "Pd",
        .openPunctuation: "Ps", .closePunctuation: "Pe", .initialPunctuation: "Pi", .finalPunctuation: "Pf",
        .otherPunctuation: "Po", .mathSymbol: "Sm", .currencySymbol: "Sc", .modifierSymbol: "Sk",
        .otherSymbol: "So", .spaceSeparator: "Zs", .lineSeparator: "Zl", .paragraphSeparator: "Zp", .control: "Cc",
        .format: "Cf", .surrogate: "Cs", .privateUse: "Co", .unassigned: "Cn",
    ]

    /// Names and aliases of PropertyValueAliases, with the two-letter categories each covers.
    private static let groups: [String: [String]] = {
        let single: [(String, [String])] = [
            ("Lu", ["Uppercase_Letter"]), ("Ll", ["Lowercase_Letter"]), ("Lt", ["Titlecase_Letter"]),
            ("Lm", ["Modifier_Letter"]), ("Lo", ["Other_Letter"]), ("Mn", ["Nonspacing_Mark"]),
            ("Mc", ["Spacing_Mark"]), ("Me", ["Enclosing_Mark"]), ("Nd", ["Decimal_Number", "digit"]),
            ("Nl", ["Letter_Number"]), ("No", ["Other_Number"]), ("Pc", ["Connector_Punctuation"]),
            ("Pd", ["Dash_Punctuation"]), ("Ps", ["Open_Punctuation"]), ("Pe", ["Close_Punctuation"]),
            ("Pi", ["Initial_Punctuation"]), ("Pf", ["Final_Punctuation"]), ("Po", ["Other_Punctuation"]),
            ("Sm", ["Math_Symbol"]), ("Sc", ["Currency_Symbol"]), ("Sk", ["Modifier_Symbol"]),
            ("So", ["Other_Symbol"]), ("Zs", ["Space_Separator"]), ("Zl", ["Line_Separator"]),
            ("Zp", ["Paragraph_Separator"]), ("Cc", ["Control", "cntrl"]), ("Cf", ["Format"]),
            ("Cs", ["Surrogate"]), ("Co", ["Private_Use"]), ("Cn", ["Unassigned"]),
        ]
        let wide: [(String, [String])] = [
            ("L", ["Letter"]), ("M", ["Mark", "Combining_Mark"]), ("N", ["Number"]), ("P", ["Punctuation", "punct"]),
            ("S", ["Symbol"]), ("Z", ["Separator"]), ("C", ["Other"]),
        ]
        var out: [String: [String]] = ["LC": ["Lu", "Ll", "Lt"], "Cased_Letter": ["Lu", "Ll", "Lt"]]
        for (code, aliases) in single { for name in [code] + aliases { out[name] = [code] } }
        for (letter, aliases) in wide {
            let members = single.map(\.0).filter { $0.hasPrefix(letter) }
            for name in [letter] + aliases { out[name] = members }
        }
        return out
    }()
}
