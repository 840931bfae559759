// SPDX-License-Identifier: Apache-2.0

/// The settings file of a trial's gateway.
struct TrySettings: Sendable {
    static let origin = "northshire.example/try"

    let partnership: String
    let database: String
    let folder: TryFolder
    let ports: TryPorts

    var yaml: String {
        """
        # Made by `concordat try`; the next trial replaces it.
        partnership: \(quoted(partnership))
        environment: 'try'
        node: try
        keys: \(quoted(folder.keys))
        # Agreements count here without the parties' signatures; elsewhere never.
        approvals: ignored
        database:
          url: \(quoted(database))
        log:
          origin: \(Self.origin)
          checkpoint: \(quoted(folder.checkpoint))
        public:
          host: 127.0.0.1
          port: \(ports.door)
          certificate: \(quoted(folder.serverCertificate))
          key: \(quoted(folder.serverKey))
          clientAuthority: \(quoted(folder.authority))
        administration:
          host: 127.0.0.1
          port: \(ports.administration)
        push:
          allowLoopback: true
          deadlineSeconds: 5
        # So that a destination that comes back need not be waited for.
        retry:
          baseSeconds: 0.2
          capSeconds: 2
          maxAttempts: 200
        retention:
          transitDays: 2

        """
    }

    /// A YAML text in single quotes.
    private func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
