// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import Foundation
import JSONSchema

/// The contracts of a trial: a copy of a folder in which push destinations lead to a server of the trial's own.
struct TryContracts: Sendable {
    struct Incomplete: Error, CustomStringConvertible {
        let folder: String
        var description: String {
            "\(folder) holds no document of kind Directory. Mend: name the folder of contracts with --contracts."
        }
    }

    let documents: [BookDocument]
    let roster: Roster
    private let directory: BookDocument

    /// Reads every document below a folder.
    init(reading folder: String) throws {
        documents = try BookFiles.read([folder])
        guard let directory = documents.first(where: { $0.kind == .directory }) else {
            throw Incomplete(folder: folder)
        }
        self.directory = directory
        roster = try Roster(directory)
    }

    var partnership: String { directory.name }

    /// Copies the folder and leads push destinations elsewhere.
    ///
    /// - Parameters:
    ///   - url: where pushes go.
    ///   - fingerprint: SHA-256 of the certificate that is met there.
    func copy(_ folder: String, to copy: String, pushingTo url: String, pinned fingerprint: [UInt8]) throws {
        try FileManager.default.copyItem(atPath: folder, toPath: copy)
        guard let file = directory.source?.file, file.hasPrefix(folder) else { throw Incomplete(folder: folder) }
        let value = redirected(directory.value, to: url, pinned: fingerprint)
        // JSON is YAML; the order of keys stays that of the file.
        let text =
            "# Made for trying out from \(file): pushes lead to this machine.\n"
            + String(decoding: value.serialised(), as: UTF8.self)
        try PrivateFile.write(text + "\n", to: copy + file.dropFirst(folder.count))
    }

    private func redirected(_ directory: JSONValue, to url: String, pinned fingerprint: [UInt8]) -> JSONValue {
        directory.replacing("agencies") { agencies in
            guard case .array(let agencies) = agencies else { return agencies }
            return .array(
                agencies.map { agency in
                    agency.replacing("delivery") { delivery in
                        guard case .object(let members) = delivery else { return delivery }
                        let kept = members.filter { !["url", "authority", "pin"].contains($0.name) }
                        let pin = "sha256:" + KeyFiles.hex(fingerprint)
                        return .object(kept + [JSONMember("url", .string(url)), JSONMember("pin", .string(pin))])
                    }
                }
            )
        }
    }
}

extension JSONValue {
    /// The object with one member changed, if it has that member.
    fileprivate func replacing(_ name: String, _ change: (JSONValue) -> JSONValue) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.map { $0.name == name ? JSONMember($0.name, change($0.value)) : $0 })
    }
}
