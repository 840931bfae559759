// SPDX-License-Identifier: Apache-2.0

import Exchange
import Testing

@Suite("Refusals")
struct DecisionRefusalTests {
    @Test(arguments: RefusalCode.allCases)
    func `a code has a name, a page and somebody to mend it`(code: RefusalCode) {
        #expect(code.rawValue.wholeMatch(of: #/[a-z]+\.[a-z]+(-[a-z]+)*/#) != nil)
        #expect(!code.title.isEmpty && !code.title.hasSuffix("."))
        #expect(code.explanation.hasSuffix(".") && code.mend.hasSuffix("."))
        #expect((400...503).contains(code.status))
    }

    @Test func `no two codes share a title`() {
        let titles = RefusalCode.allCases.map(\.title)
        #expect(Set(titles).count == titles.count)
    }

    @Test func `what the gateway must mend is a server's error and the rest a client's`() {
        for code in RefusalCode.allCases {
            #expect((code.mender == .gateway) == (code.status >= 500))
        }
    }
}
