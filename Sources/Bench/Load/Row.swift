// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// What can be measured, in the order of a round.
enum Row: String, CaseIterable, Sendable {
    /// From the first post until the last acknowledgement, with recipients emptying their mailboxes meanwhile.
    case endToEnd = "end-to-end"
    case singlePlain = "single-plain"
    case singleTLS = "single-tls"
    case batchPlain = "batch-plain"
    case batchTLS = "batch-tls"
    case latencyPlain = "latency-plain"
    case latencyTLS = "latency-tls"
    /// Emptying all mailboxes, with nothing coming in.
    case drain

    /// Whether it needs the door with mutual TLS.
    var isSecured: Bool {
        switch self {
        case .singlePlain, .batchPlain, .latencyPlain: false
        case .singleTLS, .batchTLS, .latencyTLS, .drain, .endToEnd: true
        }
    }
}

/// Chosen on the command line by name, or several at once by how their names begin.
struct RowChoice: ExpressibleByArgument {
    let rows: [Row]

    init?(argument: String) {
        rows = Row.allCases.filter { $0.rawValue == argument || $0.rawValue.hasPrefix(argument + "-") }
        if rows.isEmpty { return nil }
    }

    static var allValueStrings: [String] { Row.allCases.map(\.rawValue) + ["single", "batch", "latency"] }
}
