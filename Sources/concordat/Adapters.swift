// SPDX-License-Identifier: Apache-2.0

import AdapterHost
import AdapterKit
import Health
import Police
import Schools
import VirtualSchool

/// The adapters built into this gateway: the one list of them.
enum Adapters {
    static let registry = AdapterRegistry([
        CloudEventsAdapter.self,
        HealthAdapter.self,
        PoliceAdapter.self,
        SchoolsAdapter.self,
        VirtualSchoolAdapter.self,
    ])
}
