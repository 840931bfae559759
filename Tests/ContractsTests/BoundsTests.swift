// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema
import Testing

@Suite struct BoundsTests {
    @Test func `a message that takes too much work to check is refused as such`() throws {
        let contract = try Samples.contract(
            Samples.minimal(
                property: """
                            - name: note
                              logicalType: string
                              required: true
                              logicalTypeOptions: {pattern: '^(?:a?){3000}b$'}
                    """
            )
        )
        let verdict = { (length: Int) in
            let text = #"{"note":"\#(String(repeating: "a", count: length))b"}"#
            return contract.validate(try JSONDocument(Array(text.utf8)).root)
        }
        #expect(try verdict(100).errors.isEmpty)
        #expect(try verdict(20_000).errors.map(\.rule) == ["too-much-work"])
    }
}
