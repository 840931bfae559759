// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema
import Testing

struct SubjectTests {
    @Test func `subjects are found with the identifiers the message gives`() throws {
        let contract = try Samples.contract(Samples.episode)
        let found = contract.subjects(in: try Samples.message(Samples.episodeMessage))
        #expect(found.map(\.role) == [.child, .associate, .associate])
        #expect(
            found[0].identifiers.map { "\($0.scheme) \($0.value)" } == ["nhs-number 9449304424", "upn P207000016049"]
        )
        #expect(found[1].identifiers.map { "\($0.scheme) \($0.value)" } == ["pnc-id 2002/0073319Z"])
        #expect(found[2].identifiers == [])
    }

    @Test func `a role may be read from the message`() throws {
        let text = try Samples.edit(
            Samples.edit(
                Samples.episode,
                "            role: associate\n",
                "            role: associate\n            roleFrom: /role\n"
            ),
            "            - {name: name, logicalType: string, required: true, logicalTypeOptions: {maxLength: 200}}\n            - name: identifiers",
            "            - {name: name, logicalType: string, required: true, logicalTypeOptions: {maxLength: 200}}\n            - {name: role, logicalType: string}\n            - name: identifiers"
        )
        let contract = try Samples.contract(text)
        let message = try Samples.edit(
            Samples.edit(Samples.episodeMessage, #""name":"Bo Example""#, #""name":"Bo Example","role":"suspect""#),
            #""name":"Cy Example""#,
            #""name":"Cy Example","role":"stranger""#
        )
        #expect(contract.subjects(in: try Samples.message(message)).map(\.role) == [.child, .suspect, .associate])
    }

    @Test func `marks and categories inherit downwards`() throws {
        let contract = try Samples.contract(Samples.episode)
        func field(_ pointer: String) throws -> ContractField {
            try #require(contract.fields.first { $0.pointer.description == pointer })
        }
        #expect(try field("/child/name").classification == "official-sensitive")
        #expect(try field("/risk").classification == nil)
        #expect(try field("/child/address").isLocation)
        #expect(try field("/circumstances").isNarrative)
        #expect(try field("/circumstances").dataCategory == .special)
        #expect(try field("/episodeId").isPrimaryKey)
        #expect(try field("/risk").codes.map(\.label) == ["Low", "Medium", "High"])
        #expect(try !field("/child/dateOfBirth").isRequired && field("/child/dateOfBirth").isNullable)
    }
}
