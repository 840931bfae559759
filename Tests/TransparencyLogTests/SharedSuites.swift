// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Finds test vectors kept beside the checkout.
enum SharedSuites {
    /// Folder of a suite, or nil with a printed line when it is not there.
    static func folder(_ name: String) -> URL? {
        let checkout = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let base =
            ProcessInfo.processInfo.environment["CONCORDAT_SHARED"].map { URL(filePath: $0) }
            ?? checkout.deletingLastPathComponent().appending(path: "shared")
        let folder = base.appending(path: "suites").appending(path: name)
        guard FileManager.default.fileExists(atPath: folder.path) else {
            print("skipped: no suite \(name) at \(folder.path)")
            return nil
        }
        return folder
    }

    /// Every JSON file under a folder, in the order of the paths.
    static func jsonFiles(under folder: URL) -> [URL] {
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        return all.compactMap { $0 as? URL }.filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
    }
}
