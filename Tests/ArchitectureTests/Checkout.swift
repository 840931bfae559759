// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The files of this checkout, as the tests of its architecture read them.
struct Checkout {
    /// One text file.
    struct File: Sendable, CustomTestStringConvertible {
        /// Path below the checkout.
        let path: String
        let text: String
        /// Of a Swift file: the text taken apart.
        let source: SwiftSource

        init(path: String, text: String) {
            self.path = path
            self.text = text
            source = SwiftSource(path.hasSuffix(".swift") ? text : "")
        }

        var name: String { String(path.split(separator: "/").last ?? "") }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        var testDescription: String { path }
    }

    /// What is made by building, trying and resolving, and the version store.
    private static let made = [
        ".build", ".git", ".concordat", ".swiftpm", "__pycache__", "Package.resolved", ".DS_Store",
    ]

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// Every file of the checkout that is text; bytes that are not UTF-8 are told of in `others`.
    static let (texts, others): ([File], [String]) = {
        var texts: [File] = [], others: [String] = []
        for path in paths() {
            guard let data = FileManager.default.contents(atPath: root + "/" + path) else { continue }
            if let text = String(validating: data, as: UTF8.self) {
                texts.append(File(path: path, text: text))
            } else {
                others.append(path)
            }
        }
        return (texts, others)
    }()

    static let swift = texts.filter { $0.path.hasSuffix(".swift") }
    /// What the gateway is built from.
    static let products = swift.filter { $0.path.hasPrefix("Sources/") || $0.path.hasPrefix("Plugins/") }

    /// The module a product file belongs to.
    static func module(_ file: File) -> String {
        file.path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    }

    private static func paths() -> [String] {
        var paths: [String] = [], folders = [""]
        while let folder = folders.popLast() {
            let here = folder.isEmpty ? root : root + "/" + folder
            for name in (try? FileManager.default.contentsOfDirectory(atPath: here)) ?? [] {
                if made.contains(where: { name == $0 || ($0 == ".build" && name.hasPrefix(".build-")) }) { continue }
                let path = folder.isEmpty ? name : folder + "/" + name
                var isFolder: ObjCBool = false
                FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder)
                if isFolder.boolValue { folders.append(path) } else { paths.append(path) }
            }
        }
        return paths.sorted()
    }
}
