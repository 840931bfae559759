// SPDX-License-Identifier: Apache-2.0

internal import Contracts
internal import Exchange

/// A problem document (RFC 9457) in the making; never holds a value of what was sent.
struct Problem: Sendable {
    /// One thing that is wrong, and where.
    struct Fault: Sendable, Hashable {
        let pointer: String
        let rule: String
        let detail: String
        let mend: String
    }

    let code: String
    let status: Int
    let title: String
    var detail: String
    let mender: RefusalCode.Mender
    var mend: String
    var faults: [Fault] = []

    init(_ problem: DoorProblem) {
        let page = problem.page
        code = problem.rawValue
        (status, title, detail, mend) = (page.status, page.title, page.explanation, page.mend)
        mender = problem.mender
    }

    init(_ refusal: Refusal) {
        code = refusal.code.rawValue
        status = refusal.code.status
        title = refusal.code.title
        detail = refusal.detail.isEmpty ? refusal.code.explanation : refusal.detail
        mender = refusal.code.mender
        mend = refusal.code.mend
        faults = refusal.violations.map {
            Fault(pointer: $0.pointer, rule: $0.rule, detail: $0.description, mend: $0.mend)
        }
    }

    init(_ code: RefusalCode, faults: [Fault] = []) {
        self.init(Refusal(code))
        self.faults = faults
    }

    init(_ problem: ParameterProblem) {
        self.init(.requestInvalid)
        faults = [
            Fault(
                pointer: problem.name,
                rule: "parameter",
                detail: DoorProblem.requestInvalid.page.explanation,
                mend: problem.mend
            )
        ]
    }

    init(_ failure: StoreFailure) {
        switch failure.reason {
        case .agencyFull: self.init(RefusalCode.agencyBusy)
        case .full: self.init(RefusalCode.gatewayBusy)
        case .unavailable: self.init(RefusalCode.gatewayUnavailable)
        case .rejected: self.init(.internalFault)
        }
    }

    /// Seconds after which the same request may succeed; nil where waiting does not help.
    var retryAfter: Int? { status == 503 || status == 429 ? 1 : nil }

    /// Writes the members of the document.
    func write(into writer: inout JSONWriter, base: String) {
        writer.member("type", base + code)
        writer.member("title", title)
        writer.member("status", Int64(status))
        writer.member("detail", detail)
        writer.member("code", code)
        writer.member("mender", mender.rawValue)
        writer.member("mend", mend)
        guard !faults.isEmpty else { return }
        writer.name("errors")
        writer.beginArray()
        for fault in faults.prefix(100) { Self.write(fault, into: &writer) }
        writer.endArray()
    }

    static func write(_ fault: Fault, into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("pointer", fault.pointer)
        writer.member("rule", fault.rule)
        writer.member("detail", fault.detail)
        writer.member("mend", fault.mend)
        writer.endObject()
    }

    func answer(base: String) -> Answer {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        write(into: &writer, base: base)
        writer.endObject()
        return finish(writer.bytes)
    }

    /// The answer with the document already written.
    func finish(_ document: [UInt8]) -> Answer {
        let answer = Answer(status, Answer.problem, document)
        return retryAfter.map { answer.with("retry-after", String($0)) } ?? answer
    }
}
