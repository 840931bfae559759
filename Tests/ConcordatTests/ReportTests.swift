// SPDX-License-Identifier: Apache-2.0

import Exchange
import JSONSchema
import Testing

@testable import concordat

@Suite struct `What is shown` {
    @Test func `columns line up by what is seen, numbers to the right, no blanks at the ends`() {
        var table = TextTable(("name", .left), ("count", .right), ("note", .left))
        table.add("Zoë", "7", "ok")
        table.add("Brightwater", "12")
        #expect(
            table.text == """
                name         count  note
                -----------  -----  ----
                Zoë              7  ok
                Brightwater     12
                """
        )
    }

    @Test func `every row of a document is told with recipients and clauses, or rule and mend`() throws {
        let json = """
            {"run":"r1","state":"done","itemsDone":3,"rows":[
            {"number":1,"position":"row 2","verdict":"accepted","id":"e1","detail":{"recipients":[
            {"recipient":"cs","clause":"a@1#c"},{"recipient":"vs","code":"recipient.unrelated","mend":"Name another."}]}},
            {"number":2,"position":"row 3","verdict":"fault","detail":{"errors":[{"detail":"It is late.","mend":"Hurry.","rule":"x.late"}]}},
            {"number":3,"position":"row 4","verdict":"passed","detail":{"reason":"not a child"}}]}
            """
        let run = try #require(FeedRunAnswer(try JSONDocument(Array(json.utf8)).root))
        #expect(
            SendReport(run).text == """
                position  verdict   recipient or rule  clause, or how to mend it
                --------  --------  -----------------  ----------------------------------
                row 2     accepted  cs                 a@1#c
                                    vs                 recipient.unrelated: Name another.
                row 3     fault     x.late             It is late: Hurry.
                row 4     passed                       not a child

                3 rows: 1 accepted, 1 fault, 1 passed. Run r1.
                """
        )
    }

    @Test func `a recipient's refusal is told with its mend, the gateway's own words before ours, and every violation`()
    {
        let body = """
            {"status":"accepted","id":"e1","recipients":[
            {"recipient":"cs","clause":"a@1#c"},{"recipient":"vs","code":"recipient.unrelated"},
            {"recipient":"nh","code":"contract.violation","mend":"Mend it.","errors":[
            {"pointer":"/a","rule":"x.late","detail":"It is late.","mend":"Hurry."}]}]}
            """
        let answer = GatewayAnswer(status: 202, body: Array(body.utf8))
        let lines = SendReport.text(of: answer).split(separator: "\n").map {
            $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }
        #expect(lines[2] == "cs permitted a@1#c")
        #expect(lines[3] == "vs refused recipient.unrelated: \(RefusalCode.recipientUnrelated.mend)")
        #expect(lines[4] == "nh refused contract.violation: Mend it.")
        #expect(lines[5] == "/a x.late fault It is late: Hurry.")
    }

    @Test func `the day shows what waits and names what came otherwise than told`() async throws {
        let log = DayLog()
        await log.add(DayLog.Check(title: "one", isAsTold: true, note: "fine"))
        await log.add(DayLog.Check(title: "two", isAsTold: false, note: "answered 202"))
        for state in ["delivered", "due", "released", "dead"] { await log.count("school", state) }
        let text = await DayReport(log: log).text
        #expect(text.contains("school             1        2            0     1"))
        #expect(text.contains("NOT      two            answered 202"))
        #expect(text.contains("Checkpoint: none, log NOT verified. 1 of 2 NOT as told."))
        #expect(await !log.isAsTold)
    }

    @Test func `a refusal is told with its code, who must mend it and how`() {
        let body =
            #"{"status":403,"code":"client.not-authorised","title":"Not authorised","detail":"No.","mender":"sender","mend":"Ask."}"#
        let answer = GatewayAnswer(status: 403, body: Array(body.utf8))
        #expect(answer.code == "client.not-authorised")
        #expect(SendReport.text(of: answer) == "Not authorised [client.not-authorised]: No. Mend (sender): Ask.")
        #expect(GatewayAnswer(status: 502, body: Array("<html>".utf8)).complaint == "status 502")
    }
}
