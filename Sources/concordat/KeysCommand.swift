// SPDX-License-Identifier: Apache-2.0

import AdapterHost
import AdapterKit
import ArgumentParser
import Crypto
import Exchange
import Foundation
import TransparencyLog

/// Makes and shows keys.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make the keys of a gateway, or show what verifiers need.",
        subcommands: [Create.self, Show.self]
    )

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new set of keys in a folder; nothing is overwritten."
        )

        @Argument(help: "The folder.")
        var folder: String

        func run() throws {
            try KeyFiles.create(in: folder)
            print(
                "Keys made in \(folder). Keep a copy elsewhere than the database and its backups: without them no body can be read."
            )
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the public halves: the log's verifier key and the receipt key."
        )

        @Option(help: "The settings file.")
        var settings: String

        func run() throws {
            let settings = try Settings.load(settings)
            let keys = try KeyFiles.load(settings.keys)
            let signer = try NoteSigner(name: NoteKeyName(settings.logOrigin), privateKey: keys.log)
            print("log       \(signer.verifierKey.vkey)")
            print("receipts  \(Data(keys.receipts.publicKey.rawRepresentation).base64EncodedString())")
        }
    }
}

/// Shows the settings in force, without secrets.
struct SettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Check a settings file and show what is in force."
    )

    @Option(help: "The settings file.")
    var settings: String

    func run() throws {
        let settings = try Settings.load(settings)
        for child in Mirror(reflecting: settings).children {
            // The database URL may hold a password.
            let value = child.label == "databaseURL" ? "(hidden)" : "\(child.value)"
            print("\(child.label ?? ""): \(value)")
        }
    }
}

/// Lists the adapters built in.
struct AdaptersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adapters",
        abstract: "List the adapters built into this gateway."
    )

    func run() throws {
        for adapter in Adapters.registry.descriptions {
            print("\(adapter.name): \(adapter.summary)")
            for format in adapter.formats { print("    \(format)") }
        }
    }
}
