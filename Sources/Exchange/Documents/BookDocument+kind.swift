// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension BookDocument.Kind {
    /// What the document's `kind` key says; nil for the text of another body, which has no such key.
    var documentKind: String? {
        switch self {
        case .directory: "Directory"
        case .credentials: "Credentials"
        case .agreement: "SharingAgreement"
        case .approval: "Approval"
        case .contract: "DataContract"
        case .codeList: "CodeList"
        case .foreignSchema: nil
        }
    }

    init?(documentKind: String?) {
        guard let documentKind, let kind = Self.allCases.first(where: { $0.documentKind == documentKind })
        else { return nil }
        self = kind
    }

    /// The keys the document's name is made of.
    var namingKeys: [String] {
        switch self {
        case .directory: ["partnership"]
        case .credentials, .codeList: ["id"]
        case .agreement, .contract: ["id", "version"]
        case .approval: ["agreement", "version", "agency"]
        case .foreignSchema: []
        }
    }

    /// The name a document gives itself; nil where it gives none.
    func name(of value: JSONValue) -> String? {
        let parts = namingKeys.compactMap { value[$0]?.text ?? value[$0]?.integer.map(String.init) }
        guard parts.count == namingKeys.count else { return nil }
        return switch self {
        case .directory, .credentials, .codeList: parts[0]
        case .agreement, .contract: "\(parts[0])@\(parts[1])"
        case .approval: "\(parts[0])@\(parts[1])/\(parts[2])"
        case .foreignSchema: nil
        }
    }
}
