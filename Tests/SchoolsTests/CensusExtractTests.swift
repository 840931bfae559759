// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Testing

/// The school census extracts among the shared samples, with school 8 left out of the settings.
///
/// The expected counts were taken from the files by awk, not by the adapter (`off` for the other file):
///
///     awk -F, 'NR>1{ if($2=="SCH8"){unknown++; next} if(seen[$1","$6","$11]++){repeated++; next} drafts++
///       if($11=="FIXD")fixd++; if($11=="PERM")perm++; if($9==""&&$10!="")gap++
///       if(($8==$9&&$9!="")||($8==$10&&$10!="")||($9==$10&&$9!=""))twice++; if($8$9$10~/OT/)ot++ }
///       END{print drafts,unknown,repeated,fixd,perm,gap,twice,ot}' school-census-2024_autumn_termlyexclusionsonroll.csv
@Suite struct `Real census extracts` {
    static let settings = """
        {"localAuthority": "990", "cohort": "looked-after", "careAuthority": "991", "schools": {"SCH1": "990011", "SCH2": "990012", \
        "SCH3": "990013", "SCH4": "990014", "SCH5": "990015", "SCH6": "990016", "SCH7": "990017"}}
        """

    @Test(arguments: [
        ("on", [1332, 164, 4, 544, 526, 37, 40, 90]),
        ("off", [252, 56, 10, 95, 101, 8, 10, 0]),
    ])
    func `every row is accounted for`(roll: String, expected: [Int]) throws {
        let file = "school-census-2024_autumn_termlyexclusions\(roll)roll.csv"
        guard let bytes = try SchoolsFixture.shared("samples/schools/\(file)") else { return }
        let items = try SchoolsFixture.items(bytes, settings: Self.settings)
        let drafts = items.compactMap(\.draft)
        let faults = items.compactMap(\.fault)
        func mapped(_ name: String) -> Int {
            drafts.count { $0.data.at("provenance", "mappings")?.elements.contains(.string(name)) == true }
        }
        func faulty(_ rule: String) -> Int { faults.count { $0.rule == rule } }
        let counts = [
            drafts.count, faulty("schools.school.unknown"), faulty("schools.suspension.repeated"),
            mapped("category-fixd"),
            mapped("sessions-of-permanent"), mapped("reason-gap"), mapped("reason-repeated"),
            drafts.count { $0.data.at("suspension", "reasons")?.elements.contains(.string("OT")) == true },
        ]
        print(
            "\(file): \(drafts.count) drafts, \(faults.count) faults (\(counts[1]) school.unknown, \(counts[2]) suspension.repeated),",
            "\(items.count - drafts.count - faults.count) passed; mapped: \(counts[3]) FIXD, \(counts[4]) PERM, \(counts[5]) gaps,",
            "\(counts[6]) repeated reasons; \(counts[7]) OT"
        )
        #expect(counts == expected)
        #expect(items.count == faults.count + drafts.count)
        #expect(faults.count == counts[1] + counts[2])
        #expect(drafts.allSatisfy { $0.routes.count == 3 })
    }
}
