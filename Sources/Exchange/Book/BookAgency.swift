// SPDX-License-Identifier: Apache-2.0

/// An agency and its key, shared by reference so that judging copies nothing.
final class BookAgency: Sendable {
    let agency: Agency
    let key: Int32

    init(agency: Agency, key: Int32) {
        self.agency = agency
        self.key = key
    }
}
