// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import JSONSchema

/// Everything that can be set, read once from one YAML file.
///
/// Unknown keys are errors; what is left out has the default given here. Relative paths start at the folder of the file.
struct Settings: Sendable {
    /// Which exchange this is; stands in every receipt and every leaf.
    enum Environment: String, Sendable, CaseIterable { case live, test, `try` = "try" }

    /// Whether agreement versions count without every party's signature.
    enum Approvals: String, CaseIterable { case required, ignored }

    struct Door: Sendable {
        var host: String
        var port: Int
        /// PEM files: the gateway's certificate chain and key, and the authorities that issue client certificates.
        var certificate: String
        var key: String
        var clientAuthority: String
    }

    /// A loopback door without TLS, bound to one fixed client and agency: for measuring only, refused in live.
    struct Measuring: Sendable {
        var port: Int
        var client: String
        var agency: String
    }

    var partnership: String
    var environment: Environment
    /// The name of this process in the evidence.
    var node: String
    /// A libpq URL or keyword string.
    var databaseURL: String
    /// The folder of key files made by `concordat keys create`.
    var keys: String
    /// The log's name in checkpoints: a schema-less URL (C2SP tlog-checkpoint).
    var logOrigin: String
    /// The file outside the database that keeps the last checkpoint.
    var checkpoint: String
    var door: Door
    var administrationHost: String
    var administrationPort: Int
    var measuring: Measuring?
    /// Requests of one agency at this node: a second in the long run, and at once after a quiet time.
    var requestsPerSecond: Int
    var requestBurst: Int
    /// Whether pushes may go to loopback addresses: for trying out and tests.
    var pushAllowsLoopback: Bool
    /// PEM files the gateway presents to push destinations that ask for a certificate.
    var pushCertificate: String?
    var pushKey: String?
    var pushDeadline: Duration
    /// Whether agreement versions count only with every party's signature.
    ///
    /// Off only in `try`.
    var requiresApprovals: Bool
    /// How long bodies, spooled documents and closed deliveries are kept, in days (1 to 365).
    var transitDays: Int
    /// How long a repeated event is known by its key, in days (401 to 3650): longer than an event may be old when it is posted.
    var eventKeyDays: Int
    /// How many whole months of ledger and subjects are kept (15 to 1200); nil keeps them for ever.
    ///
    /// Never shorter than the keys of events, whose receipts are made from the ledger.
    var evidenceMonths: Int?
    var retryBase: Duration
    var retryCap: Duration
    var retryAttempts: Int
    /// Connections that write accepted events (1 to 8) and that do the rest (2 to 64).
    var writers: Int
    var readers: Int
    /// The address under which problem types are described.
    var problemBase: String
}

extension Settings {
    /// Reads a settings file.
    ///
    /// - Throws: ``FileProblem`` naming file, line, key and mend.
    static func load(_ path: String) throws -> Settings {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw FileProblem(
                file: path,
                line: nil,
                key: "",
                problem: "cannot be read",
                mend: "give the path of a settings file"
            )
        }
        return try Settings(YAMLSource.parse(String(decoding: data, as: UTF8.self), file: path))
    }

    init(_ source: YAMLSource) throws {
        var root = SettingsSection(source, .root)
        partnership = try root.text("partnership")
        environment = try root.choice("environment", Environment.self)
        node = try root.text("node", default: ProcessInfo.processInfo.hostName)
        keys = try root.path("keys")
        problemBase = try root.text("problemBase", default: "https://concordat.example/problems/")

        var database = try root.section("database")
        databaseURL = try database.text("url")
        writers = try database.integer("writers", 1...8, default: 2)
        readers = try database.integer("readers", 2...64, default: 6)
        try database.finish()

        var log = try root.section("log")
        logOrigin = try log.text("origin")
        checkpoint = try log.path("checkpoint")
        try log.finish()

        var door = try root.section("public")
        self.door = Door(
            host: try door.text("host", default: "0.0.0.0"),
            port: try door.integer("port", 0...65_535, default: 8443),
            certificate: try door.path("certificate"),
            key: try door.path("key"),
            clientAuthority: try door.path("clientAuthority")
        )
        try door.finish()

        var administration = root.optionalSection("administration")
        administrationHost = try administration.text("host", default: "127.0.0.1")
        administrationPort = try administration.integer("port", 0...65_535, default: 9464)
        try administration.finish()

        var limits = root.optionalSection("limits")
        requestsPerSecond = try limits.integer("requestsPerSecond", 1...100_000, default: 500)
        requestBurst = try limits.integer("requestBurst", 1...1_000_000, default: 2_000)
        try limits.finish()

        var push = root.optionalSection("push")
        pushAllowsLoopback = try push.flag("allowLoopback", default: false)
        pushCertificate = try push.optionalPath("certificate")
        pushKey = try push.optionalPath("key")
        pushDeadline = .seconds(try push.integer("deadlineSeconds", 1...600, default: 30))
        try push.finish()

        var retry = root.optionalSection("retry")
        retryBase = .milliseconds(Int(try retry.number("baseSeconds", 0.01...3600, default: 2) * 1000))
        retryCap = .milliseconds(Int(try retry.number("capSeconds", 0.01...86_400, default: 3600) * 1000))
        retryAttempts = try retry.integer("maxAttempts", 1...1000, default: 200)
        try retry.finish()

        var retention = root.optionalSection("retention")
        transitDays = try retention.integer("transitDays", 1...365, default: 30)
        eventKeyDays = try retention.integer("eventKeyDays", 401...3650, default: 401)
        evidenceMonths =
            try retention.has("evidenceMonths") ? retention.integer("evidenceMonths", 15...1200, default: 15) : nil
        try retention.finish()

        requiresApprovals = try !root.has("approvals") || root.choice("approvals", Approvals.self) == .required
        measuring = nil
        if root.has("measuring") {
            var section = try root.section("measuring")
            measuring = Measuring(
                port: try section.integer("port", 0...65_535, default: 8080),
                client: try section.text("client"),
                agency: try section.text("agency")
            )
            try section.finish()
        }
        try root.finish()
        if environment != .try, !requiresApprovals {
            throw root.problem(
                "approvals",
                "agreements count without signatures only in the environment `try`",
                "remove the key"
            )
        }
        if let evidenceMonths, evidenceMonths * 28 < eventKeyDays {
            throw root.problem(
                "retention",
                "evidence would go before the keys of its events",
                "give a greater evidenceMonths or a smaller eventKeyDays"
            )
        }
        if environment == .live, measuring != nil {
            throw root.problem("measuring", "a door without TLS is not for live records", "remove the key")
        }
        if environment == .live, pushAllowsLoopback {
            throw root.problem("push", "pushing to loopback addresses is not for live records", "remove allowLoopback")
        }
    }
}
