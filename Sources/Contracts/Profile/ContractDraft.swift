// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// A contract file that kept the profile, before its rules are compiled.
struct ContractDraft {
    let id: ContractID
    let facts: ContractFacts
    let canonicalURL: String
    let messageType: String
    let shape: Shape
    let subjects: [SubjectDeclaration]
    let recordKey: [FieldPattern]
    /// The schema of another body that the message is held to as well.
    let foreign: ForeignReference?
}
