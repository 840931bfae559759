// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema

/// How long a contract of a hundred fields takes to compile, in milliseconds.
struct CompileTime {
    static let fields = 100
    static let aim = 5.0

    /// Reading its YAML.
    let reading: Double
    /// Profile, rules and schema, of the YAML read.
    let contract: Double
    /// Its JSON Schema alone.
    let schema: Double

    init(seconds: Double) throws {
        let text = Self.yaml
        let source = try YAMLSource.parse(text, file: "bench.yaml")
        let contract = try Contract(odcs: source.value)
        guard contract.fields.count == Self.fields else {
            throw DocumentSet.Unusable(description: "the contract to compile has \(contract.fields.count) fields")
        }
        let watch = Stopwatch(turn: .seconds(seconds / Double(Stopwatch.turns)), chunk: 1)
        let options = CompiledSchema.Options(assertFormats: true)
        reading = try watch.time { _ in use(try YAMLSource.parse(text, file: "bench.yaml")) } / 1e6
        self.contract = try watch.time { _ in use(try Contract(odcs: source.value)) } / 1e6
        schema = try watch.time { _ in use(try CompiledSchema(contract.schema, options: options)) } / 1e6
    }

    var line: String {
        func milliseconds(_ value: Double) -> String { TextTable.number(value, 2) + " ms" }
        return "a contract of \(Self.fields) fields compiles in \(milliseconds(contract)) (aim: under "
            + "\(TextTable.number(Self.aim, 0)) ms); reading its YAML takes \(milliseconds(reading)), its JSON Schema alone "
            + milliseconds(schema)
    }

    /// Ten objects of nine fields each: with themselves a hundred.
    private static var yaml: String {
        """
        apiVersion: v3.2.0
        kind: DataContract
        id: bench.hundred
        name: A hundred fields
        version: '1.0.0'
        status: active
        description:
          purpose: Measure how long a contract takes to compile.
        authoritativeDefinitions:
          - {type: canonicalUrl, url: 'https://bench.example/contracts/bench.hundred/1.0.0'}
        schema:
          - id: record
            name: record
            description: A record of many parts.
            logicalType: object
            physicalType: message
            customProperties:
              - {property: messageType, value: uk.bench.hundred.v1, vendor: gateway}
            properties:
        \((0..<10).map(part).joined(separator: "\n"))

        """
    }

    private static func part(_ number: Int) -> String {
        #"""
              - name: part\#(number)
                logicalType: object
                required: \#(number < 5)
                properties:
                  - {name: number, logicalType: string, required: true, logicalTypeOptions: {pattern: '^[A-Z]{2}-[0-9]{4,8}$'}}
                  - {name: postcode, logicalType: string, logicalTypeOptions: {pattern: '^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}$'}}
                  - {name: state, logicalType: string, required: true, enum: [{value: open}, {value: waiting}, {value: closed}, {value: other}]}
                  - {name: day, logicalType: date, required: true, logicalTypeOptions: {format: yyyy-MM-dd}}
                  - {name: at, logicalType: timestamp, logicalTypeOptions: {timezone: true}}
                  - {name: count, logicalType: integer, logicalTypeOptions: {minimum: 0, maximum: 365}}
                  - {name: email, logicalType: string, logicalTypeOptions: {format: email, maxLength: 120}}
                  - {name: confirmed, logicalType: boolean}
                  - {name: text, logicalType: string, logicalTypeOptions: {minLength: 1, maxLength: 4000}}
        """#
    }
}
