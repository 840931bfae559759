// SPDX-License-Identifier: Apache-2.0

/// What a contract says about itself beyond its fields: plain facts for pages, registers and reviews.
package struct ContractFacts: Sendable, Hashable {
    /// A person or desk named in `team.members`.
    package struct Member: Sendable, Hashable {
        package let username: String
        package let role: String?
    }

    package let title: String
    package let purpose: String
    package let limitations: String?
    package let usage: String?
    package let status: String?
    package let domain: String?
    package let tenant: String?
    package let tags: [String]
    package let retention: Retention?
    package let team: [Member]
    /// The message's own name and description.
    package let messageTitle: String?
    package let messageDescription: String?
}
