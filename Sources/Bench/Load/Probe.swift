// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Asks one address once.
struct Probe: Dialogue {
    let path: String
    private var isAsked = false
    private(set) var status = 0

    init(path: String) {
        self.path = path
    }

    mutating func ask(into request: inout ByteBuffer, at now: NIODeadline) -> Bool {
        guard !isAsked else { return false }
        isAsked = true
        request.writeString("GET \(path) HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
        return true
    }

    mutating func hear(_ answer: HTTPAnswer, at now: NIODeadline) {
        status = answer.status
    }
}
