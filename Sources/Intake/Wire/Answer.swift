// SPDX-License-Identifier: Apache-2.0

/// What is sent back to one request.
struct Answer: Sendable {
    var status: Int
    var contentType: String
    var body: [UInt8]
    var headers: [(name: String, value: String)] = []
    /// Whether the connection ends with it.
    var closes = false
    /// What is to be done when not all of it reached the network.
    var ifLost: (@Sendable () async -> Void)?

    static let json = "application/json"
    static let problem = "application/problem+json"
    static let text = "text/plain; charset=utf-8"

    init(_ status: Int, _ contentType: String = Answer.json, _ body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    func with(_ name: String, _ value: String) -> Answer {
        var copy = self
        copy.headers.append((name, value))
        return copy
    }

    func closing(_ closes: Bool = true) -> Answer {
        var copy = self
        copy.closes = closes
        return copy
    }
}
