// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import concordat

@Suite struct `What a settings file says` {
    /// The settings of a file with these lines beside those that are needed.
    private func settings(_ more: String = "", keys: String = "keys", in folder: String) throws -> Settings {
        let path = folder + "/settings.yaml"
        let yaml = """
            partnership: northshire
            environment: 'try'
            keys: \(keys)
            database: {url: 'postgresql:///x'}
            log: {origin: northshire.example/log, checkpoint: state/checkpoint}
            public: {certificate: /tls/server.pem, key: ../server.key, clientAuthority: ca.pem}
            \(more)
            """
        try yaml.write(toFile: path, atomically: true, encoding: .utf8)
        return try Settings.load(path)
    }

    @Test func `a relative path starts at the folder of the file, an absolute one stands as it is`() throws {
        try Checkout.withFolder { folder in
            let settings = try settings("push: {certificate: push.pem, key: /tls/push.key}", in: folder)
            #expect(settings.keys == folder + "/keys")
            #expect(settings.checkpoint == folder + "/state/checkpoint")
            #expect(settings.door.certificate == "/tls/server.pem")
            #expect(settings.door.key == folder + "/../server.key")
            #expect(settings.door.clientAuthority == folder + "/ca.pem")
            #expect(settings.pushCertificate == folder + "/push.pem")
            #expect(settings.pushKey == "/tls/push.key")
        }
    }

    @Test func `rates have sane defaults, and bounds`() throws {
        try Checkout.withFolder { folder in
            let settings = try settings(in: folder)
            #expect(settings.requestsPerSecond == 500)
            #expect(settings.requestBurst == 2_000)
            let slower = try self.settings("limits: {requestsPerSecond: 5}", in: folder)
            #expect(slower.requestsPerSecond == 5)
            #expect(throws: (any Error).self) { try self.settings("limits: {requestsPerSecond: 0}", in: folder) }
        }
    }

    @Test func `the settings that are shipped are read`() throws {
        let settings = try Settings.load(Checkout.root + "/deploy/concordat.yaml")
        #expect(settings.environment == .live)
        #expect(settings.retryAttempts == 200)
    }

    @Test func `what applying would change is said by name`() {
        #expect(ApplyCommand.comparison([]) == "It is the book in force: nothing would change.")
        #expect(
            ApplyCommand.comparison(["added agreement a@2", "removed contract x@1.0.0"]) == """
                Applied, it would change this:
                  added agreement a@2
                  removed contract x@1.0.0
                """
        )
    }
}
