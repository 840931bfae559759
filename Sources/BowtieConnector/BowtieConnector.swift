// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

/// Lets Bowtie (bowtie.report) run its suites against this validator: one JSON command a line in, one answer a line out.
@main
struct BowtieConnector {
    static func main() {
        var session = Session(assertsFormats: CommandLine.arguments.contains("--assert-formats"))
        while let line = readLine(strippingNewline: true) {
            guard let answer = session.answer(Array(line.utf8)) else { return }
            print(String(decoding: answer.serialised(), as: UTF8.self))
            Standard.flush()
        }
    }
}
