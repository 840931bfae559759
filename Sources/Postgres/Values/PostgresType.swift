// SPDX-License-Identifier: Apache-2.0

/// The object identifier of a built-in type (pg_type.dat).
package struct PostgresType: RawRepresentable, Sendable, Hashable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Left to PostgreSQL to infer.
    static let unspecified = Self(rawValue: 0)
    static let bool = Self(rawValue: 16)
    static let bytea = Self(rawValue: 17)
    static let char = Self(rawValue: 18)
    static let name = Self(rawValue: 19)
    static let int8 = Self(rawValue: 20)
    static let int2 = Self(rawValue: 21)
    static let int4 = Self(rawValue: 23)
    static let text = Self(rawValue: 25)
    static let oid = Self(rawValue: 26)
    static let json = Self(rawValue: 114)
    static let float4 = Self(rawValue: 700)
    static let float8 = Self(rawValue: 701)
    static let unknown = Self(rawValue: 705)
    static let bpchar = Self(rawValue: 1042)
    static let varchar = Self(rawValue: 1043)
    static let date = Self(rawValue: 1082)
    static let timestamptz = Self(rawValue: 1184)
    static let uuid = Self(rawValue: 2950)
    static let jsonb = Self(rawValue: 3802)

    /// The identifier of the array over this element type, for the element types that can be sent.
    var array: Self? { Self.arrays[self] }

    private static let arrays: [Self: Self] = [
        .bool: Self(rawValue: 1000), .bytea: Self(rawValue: 1001), .int2: Self(rawValue: 1005),
        .int4: Self(rawValue: 1007), .text: Self(rawValue: 1009), .int8: Self(rawValue: 1016),
        .timestamptz: Self(rawValue: 1185), .uuid: Self(rawValue: 2951),
    ]

    /// Whether the type was created by a user; enumerations are, and travel as text.
    var isUserDefined: Bool { rawValue >= 16_384 }
}

extension PostgresType: CustomStringConvertible {
    package var description: String { Self.names[self] ?? "type \(rawValue)" }

    private static let names: [Self: String] = [
        .bool: "bool", .bytea: "bytea", .char: "char", .name: "name", .int8: "int8", .int2: "int2", .int4: "int4",
        .text: "text", .oid: "oid", .json: "json", .float4: "float4", .float8: "float8", .unknown: "unknown",
        .bpchar: "bpchar", .varchar: "varchar", .date: "date", .timestamptz: "timestamptz", .uuid: "uuid",
        .jsonb: "jsonb",
    ]
}
