// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Stands in for a reader where a destination's settings were given to a feed: the document is a fault, not silence.
struct MissingAuthority: Reader {
    mutating func consume(_ chunk: ArraySlice<UInt8>) -> [Item] { [] }

    mutating func finish() -> [Item] {
        let problem = RowProblem(
            "settings.authority",
            "the feed's settings name no local authority to be told",
            mend: "have the setting localAuthority given to the feed"
        )
        return [.fault(problem.fault(at: Position("row", 1)))]
    }
}
