// SPDX-License-Identifier: Apache-2.0

/// What a disclosure is for: a closed list, each with its broader term in the Data Privacy Vocabulary where one exists.
package enum Purpose: String, Sendable, CaseIterable {
    case childProtection = "safeguarding:child-protection"
    case missing = "safeguarding:missing"
    case attendance = "education:attendance"
    case wellbeing = "education:wellbeing"
    case specialNeeds = "education:send"
    case investigation = "police:investigation"
    case prevention = "police:prevention"
    case victims
    case welfare = "care:welfare"
    case statistics = "stats"
    case quality

    /// The term of DPV 2.3 under `https://w3id.org/dpv` that is broader.
    package var broader: String {
        switch self {
        case .childProtection: "https://w3id.org/dpv/sector/publicservices#SocialWelfareRiskAssessment"
        case .missing: "https://w3id.org/dpv#ProtectionOfPublicSecurity"
        case .attendance: "https://w3id.org/dpv/sector/education#StudentAttendanceManagement"
        case .wellbeing: "https://w3id.org/dpv/sector/education#StudentWellbeingManagement"
        case .specialNeeds: "https://w3id.org/dpv/sector/education#StudentSpecialNeedsManagement"
        case .investigation: "https://w3id.org/dpv/sector/law#CrimeInvestigation"
        case .prevention: "https://w3id.org/dpv/sector/law#CrimeDetection"
        case .victims: "https://w3id.org/dpv/sector/law#CrimeVictimSafetyManagement"
        case .welfare: "https://w3id.org/dpv/sector/publicservices#SocialWelfareManagement"
        case .statistics: "https://w3id.org/dpv#ProvideOfficialStatistics"
        case .quality: "https://w3id.org/dpv#ImprovePublicServices"
        }
    }
}
