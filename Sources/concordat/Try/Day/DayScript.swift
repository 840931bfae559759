// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What happens on the day and what is told of it: `deploy/northshire/day.json`.
struct DayScript: Decodable, Sendable {
    /// A feed document and the verdicts that are told of it.
    struct Document: Decodable, Sendable {
        let feed: String
        /// Below the folder of samples.
        let file: String
        let type: String
        let client: String
        let agency: String
        /// Verdicts by position.
        let rows: [String: String]?
        /// How often each verdict comes at least.
        let atLeast: [String: Int]?
    }

    /// An event posted as JSON and the answer that is told of it.
    struct Event: Decodable, Sendable {
        let title: String
        /// Beside the script.
        let file: String
        let client: String
        let agency: String
        let status: Int
        let code: String?
        /// By recipient, `permitted` or the code of the refusal; every recipient of the answer.
        let recipients: [String: String]?
    }

    let documents: [Document]
    let events: [Event]

    struct Missing: Error, CustomStringConvertible {
        let path: String
        var description: String {
            "\(path) cannot be read. Mend: run from the checkout, or name the folders with --samples and --day."
        }
    }

    static func load(_ folder: String) throws -> DayScript {
        let path = folder + "/day.json"
        return try JSONDecoder().decode(DayScript.self, from: try read(path))
    }

    static func read(_ path: String) throws -> Data {
        guard let data = FileManager.default.contents(atPath: path) else { throw Missing(path: path) }
        return data
    }
}
