// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension BookDocument.Kind {
    /// What the document's `kind` key says.
    var documentKind: String {
        switch self {
        case .directory: "Directory"
        case .credentials: "Credentials"
        case .agreement: "SharingAgreement"
        case .approval: "Approval"
        case .contract: "DataContract"
        case .codeList: "CodeList"
        }
    }

    init?(documentKind: String?) {
        guard let kind = Self.allCases.first(where: { $0.documentKind == documentKind }) else { return nil }
        self = kind
    }

    /// The keys the document's name is made of.
    var namingKeys: [String] {
        switch self {
        case .directory: ["partnership"]
        case .credentials, .codeList: ["id"]
        case .agreement, .contract: ["id", "version"]
        case .approval: ["agreement", "version", "agency"]
        }
    }

    /// The name a document gives itself.
    func name(of value: JSONValue) -> String? {
        let parts = namingKeys.compactMap { value[$0]?.text ?? value[$0]?.integer.map(String.init) }
        guard parts.count == namingKeys.count else { return nil }
        return switch self {
        case .directory, .credentials, .codeList: parts[0]
        case .agreement, .contract: "\(parts[0])@\(parts[1])"
        case .approval: "\(parts[0])@\(parts[1])/\(parts[2])"
        }
    }
}
