// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import Testing

/// Where the tests find files outside their own folder.
enum Checkout {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Public test suites beside the checkout; nil when they are not there.
    static func shared(_ path: String) -> URL? {
        let base =
            ProcessInfo.processInfo.environment["CONCORDAT_SHARED"].map { URL(filePath: $0) }
            ?? root.deletingLastPathComponent().appending(path: "shared")
        let found = base.appending(path: path)
        return FileManager.default.fileExists(atPath: found.path) ? found : nil
    }
}

struct CheckoutTests {
    @Test func `every contract of the checkout keeps the profile`() throws {
        let directory = Checkout.root.appending(path: "contracts").path
        guard FileManager.default.fileExists(atPath: directory) else { return print("skipped: no contracts directory") }
        let loaded = try Catalogue.load(directory: directory)
        #expect(loaded.problems.map(\.description) == [])
        let catalogue = try Catalogue(contracts: loaded.contracts)
        for contract in catalogue.all {
            _ = try ContractView(contract: contract, disclose: [""], mayReceiveRestricted: false)
        }
    }
}
