// SPDX-License-Identifier: Apache-2.0

/// The partnership of the bench: one agency sends, each of 64 others receives under an agreement of its own.
enum BenchBook {
    static let recipients = 64
    static let sender = "bench-police"
    static let sendingClient = "bench-sender"
    static let receivingClient = "bench-receiver"

    static func recipient(_ number: Int) -> String { "la-\(number)" }
    /// The source under which events for a recipient are sent.
    static func source(_ number: Int) -> String { "urn:bench:la:\(number)" }

    /// Every document by the name of its file, but for the credentials.
    static var files: [(name: String, text: String)] {
        [("agencies.yaml", directory), ("contract.yaml", BenchContract.yaml)]
            + (0..<recipients).map { ("agreement-\($0).yaml", agreement($0)) }
    }

    /// The document that ties each client to its certificate.
    static func credentials(_ fingerprints: [(client: String, sha256: String)]) -> String {
        let clients = fingerprints.map { client, sha256 in
            "  - {client: \(client), certificates: [{sha256: '\(sha256)', from: '\(firstDay)'}]}"
        }
        return (["apiVersion: concordat/v1", "kind: Credentials", "id: bench", "clients:"] + clients).joined(
            separator: "\n"
        ) + "\n"
    }

    private static let firstDay = "2020-01-01"
    private static let contract = "\(BenchContract.id)@1"

    private static var directory: String {
        let agencies = (0..<recipients).map { number in
            """
              - id: \(recipient(number))
                name: Children's services \(number)
                kind: childrens-services
                identifiers: {la-code: '\(100 + number)'}
                publicAuthority: true
                reads: [\(contract)]
            """
        }
        let authorisations = (0..<recipients).map { number in
            "      - {agency: \(recipient(number)), contracts: [\(contract)], direction: receive, from: '\(firstDay)'}"
        }
        let sources = (0..<recipients).map { "      - {agency: \(sender), source: '\(source($0))'}" }
        return """
            apiVersion: concordat/v1
            kind: Directory
            partnership: bench
            agencies:
              - id: \(sender)
                name: Police of the bench
                kind: police
                identifiers: {force-code: '99'}
                publicAuthority: true
                competentAuthority: true
            \(agencies.joined(separator: "\n"))
            clients:
              - id: \(sendingClient)
                name: Records system of the bench
                authorisations:
                  - {agency: \(sender), contracts: [\(contract)], direction: send, from: '\(firstDay)'}
                sources:
            \(sources.joined(separator: "\n"))
              - id: \(receivingClient)
                name: Casework system of the bench
                authorisations:
            \(authorisations.joined(separator: "\n"))

            """
    }

    /// What the agreements withhold: a child's ethnicity, and how to reach who reported.
    private static let disclosed = [
        "/episodeId", "/child/id", "/child/nhsNumber", "/child/upn", "/child/name", "/child/birthDate", "/child/sex",
        "/child/address", "/reportedAt", "/lastSeenAt", "/returnedAt", "/risk", "/status", "/priorEpisodes12m",
        "/factors",
        "/reporter/name", "/reporter/role", "/reporter/organisation", "/narrative",
    ]

    private static func agreement(_ number: Int) -> String {
        """
        apiVersion: concordat/v1
        kind: SharingAgreement
        id: bench-missing-\(number)
        version: 1
        title: Missing children, recipient \(number)
        operator: bench-council
        parties:
          - {agency: \(sender), role: controller, dpo: 'mailto:dpo@police.example', breach: 'mailto:breach@police.example', accessRequests: 'mailto:access@police.example'}
          - {agency: \(recipient(number)), role: controller, dpo: 'mailto:dpo@la.example', breach: 'mailto:breach@la.example', accessRequests: 'mailto:access@la.example'}
        valid: {from: '\(firstDay)', until: '2099-12-31', review: '2099-06-01'}
        dpia: https://bench.example/dpia/missing
        clauses:
          - id: police-to-council
            effect: permit
            contracts: [\(BenchContract.id)@1.0]
            from: [\(sender)]
            to: [\(recipient(number))]
            purposes: [safeguarding:missing]
            discloser: {regime: dpa18-part3, basis: [dpa18:p3-36-4, ukgdpr:6-1-e, ukgdpr:10, dpa18:s1-18], power: ['https://www.legislation.gov.uk/ukpga/2004/31/section/10', 'https://www.legislation.gov.uk/ukpga/2004/31/section/11']}
            recipient: {regime: ukgdpr, basis: [ukgdpr:6-1-e, ukgdpr:9-2-g, ukgdpr:10, dpa18:s1-18], power: ['https://www.legislation.gov.uk/ukpga/2004/31/section/10', 'https://www.legislation.gov.uk/ukpga/1989/41/section/47']}
            disclose: [\(disclosed.joined(separator: ", "))]
            mode: content
            onward: ask
            recipientRetention: P6Y

        """
    }
}
