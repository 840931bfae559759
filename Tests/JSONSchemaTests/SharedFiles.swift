// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Suites kept outside the checkout, in the directory `shared` beside it or at CONCORDAT_SHARED.
enum SharedFiles {
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["CONCORDAT_SHARED"] { return URL(filePath: path) }
        return URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
    }()

    /// The files of a folder by name, or nil with a line of notice when the folder is absent.
    static func files(in folder: String) -> [URL]? {
        let url = root.appending(path: folder)
        let found = try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
        guard let found else {
            print("skipped: \(folder) is not beside the checkout")
            return nil
        }
        return found.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }

    /// All JSON files below a folder.
    static func allFiles(below folder: String) -> [URL] {
        let url = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil) else { return [] }
        return walk.compactMap { $0 as? URL }.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }

    static func bytes(_ url: URL) throws -> [UInt8] { Array(try Data(contentsOf: url)) }
}
