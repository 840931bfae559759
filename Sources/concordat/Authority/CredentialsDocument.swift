// SPDX-License-Identifier: Apache-2.0

import Exchange

/// The document of the book that says which certificate speaks for which client.
struct CredentialsDocument {
    let id: String
    let validity: Validity
    /// SHA-256 of the DER certificate of each client.
    let fingerprints: [(client: String, sha256: [UInt8])]

    /// The YAML that `concordat apply` reads.
    var yaml: String {
        var lines = [
            "# Fingerprints of certificates made for trying out; they stand for nobody elsewhere.",
            "apiVersion: concordat/v1", "kind: Credentials", "id: \(id)", "clients:",
        ]
        let until = validity.until.map { ", until: '\($0)'" } ?? ""
        for (client, sha256) in fingerprints {
            lines.append("  - client: \(client)")
            lines.append("    certificates:")
            lines.append("      - {sha256: '\(KeyFiles.hex(sha256))', from: '\(validity.from)'\(until)}")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
