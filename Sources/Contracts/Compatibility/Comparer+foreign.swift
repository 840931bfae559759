// SPDX-License-Identifier: Apache-2.0

extension Comparer {
    /// Compares the schemas of others: what another text allows cannot be told, so any change of it counts as breaking.
    mutating func foreign() {
        switch (old.foreignSchema, new.foreignSchema) {
        case (nil, nil): return
        case (nil, let after?):
            let words =
                "Messages are now held to the schema of \(after.url) as well: a sender whose messages break it would be refused."
            note(.root, .ruleAdded, words, [.producer: .sought])
        case (let before?, nil):
            let words =
                "Messages are no longer held to the schema of \(before.url): a reader that relies on it may meet messages "
                + "that break it."
            note(.root, .ruleRemoved, words, [.consumer: .sought])
        case (let before?, let after?):
            guard before.sha256 != after.sha256 else { return }
            let words =
                "The schema of \(after.url) that messages are held to is another: it was pinned as \(before.sha256) and is now "
                + "\(after.sha256)."
            note(.root, .ruleChanged, words, [.producer: .sought, .consumer: .sought])
        }
    }
}
