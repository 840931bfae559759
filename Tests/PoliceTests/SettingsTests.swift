// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Police
import Testing

struct SettingsTests {
    private func error(_ key: String, _ value: Value) -> SettingsError? {
        do throws(SettingsError) {
            _ = try PoliceAdapter(settings: AdapterSettings(.record([(key, value)])))
            return nil
        } catch {
            return error
        }
    }

    @Test func `every setting has a default`() throws {
        _ = try PoliceAdapter(settings: AdapterSettings())
        #expect(PoliceAdapter.about.name == "police")
    }

    @Test func `a wrong setting is named with its mend`() {
        #expect(error("force-code", .string("Northshire"))?.mend == "give two digits in quotes")
        #expect(error("force-code", .integer(99))?.key == "force-code")
        #expect(error("max-document-bytes", .integer(9_000_000))?.key == "max-document-bytes")
        #expect(error("marking", .string("TOP SECRET"))?.key == "marking")
        #expect(error("forcecode", .string("99"))?.problem == "is not a setting of this adapter")
    }
}
