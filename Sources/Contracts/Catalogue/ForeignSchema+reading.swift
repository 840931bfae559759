// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
import JSONSchema

extension ForeignSchema {
    /// Takes a text and works out its hash.
    ///
    /// `file`: what problems call it.
    package init(file: String, bytes: [UInt8]) {
        let digits = SHA256.hash(data: bytes).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }
        self.init(file: file, bytes: bytes, sha256: digits.joined())
    }

    /// Reads the file that a contract file pins, from the folder the contract stands in; no address is fetched.
    ///
    /// Nil when the contract pins none, or has faults, which compiling it tells.
    /// - Throws: that the file is not there, too large or of another hash.
    package static func read(pinnedBy contract: YAMLSource) throws(FileProblem) -> ForeignSchema? {
        guard let reference = ForeignReference.pinned(by: contract) else { return nil }
        let file = ((contract.file as NSString).deletingLastPathComponent as NSString)
            .appendingPathComponent(reference.file)
        guard let bytes = bytes(of: file) else {
            throw contract.problem(
                reference.places.file,
                "there is no file \(reference.file) beside the contract that can be read",
                "put it there, as it was published at \(reference.url), and check its permissions"
            )
        }
        guard bytes.count <= limits.maxBytes else {
            throw contract.problem(
                reference.places.file,
                "\(reference.file) is larger than 4 MiB",
                "pin a smaller schema, no more than the message needs"
            )
        }
        let schema = ForeignSchema(file: file, bytes: bytes)
        guard schema.sha256 == reference.sha256 else {
            throw contract.problem(
                reference.places.sha256,
                "\(reference.file) has another hash than the one pinned",
                "restore the file, or look at what has changed in it and pin \(schema.sha256)"
            )
        }
        return schema
    }

    /// Never much more than is allowed, however large the file.
    private static func bytes(of file: String) -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: file) else { return nil }
        return (try? handle.read(upToCount: limits.maxBytes + 1) ?? Data()).map { [UInt8]($0) }
    }
}
