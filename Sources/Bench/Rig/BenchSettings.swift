// SPDX-License-Identifier: Apache-2.0

/// Three ports of loopback, one after the other.
struct BenchPorts: Sendable {
    /// The door without TLS.
    let plain: Int
    var tls: Int { plain + 1 }
    var administration: Int { plain + 2 }
}

/// The settings file of the gateway that is measured.
struct BenchSettings: Sendable {
    let database: String
    let folder: BenchFolder
    let ports: BenchPorts

    var yaml: String {
        """
        partnership: bench
        environment: 'try'
        node: bench
        keys: \(quoted(folder.keys))
        approvals: ignored
        database:
          url: \(quoted(database))
        log:
          origin: bench.example/log
          checkpoint: \(quoted(folder.checkpoint))
        public:
          host: 127.0.0.1
          port: \(ports.tls)
          certificate: \(quoted(folder.certificate))
          key: \(quoted(folder.key))
          clientAuthority: \(quoted(folder.authority))
        administration:
          port: \(ports.administration)
        measuring:
          port: \(ports.plain)
          client: \(BenchBook.sendingClient)
          agency: \(BenchBook.sender)
        limits:
          requestsPerSecond: 100000
          requestBurst: 1000000
        retention:
          transitDays: 2

        """
    }

    private func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
