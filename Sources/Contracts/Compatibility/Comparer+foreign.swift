// SPDX-License-Identifier: Apache-2.0

extension Comparer {
    /// Compares the schemas of others: what another text allows cannot be told, so any change of it counts as breaking.
    mutating func foreign() {
        // Each side's words by themselves: the compiler (6.3) fails on a switch over both.
        let before = Self.pin(old)
        let after = Self.pin(new)
        guard before?.sha256 != after?.sha256 else { return }
        if let before, let after {
            let words =
                "The schema of \(after.url) that messages are held to is another: it was pinned as \(before.sha256) and is now "
                + "\(after.sha256)."
            note(.root, .ruleChanged, words, [.producer: .sought, .consumer: .sought])
        } else if let after {
            let words =
                "Messages are now held to the schema of \(after.url) as well: a sender whose messages break it would be refused."
            note(.root, .ruleAdded, words, [.producer: .sought])
        } else if let before {
            let words =
                "Messages are no longer held to the schema of \(before.url): a reader that relies on it may meet messages "
                + "that break it."
            note(.root, .ruleRemoved, words, [.consumer: .sought])
        }
    }

    private static func pin(_ contract: Contract) -> (url: String, sha256: String)? {
        contract.foreignSchema.map { ($0.url, $0.sha256) }
    }
}
