// SPDX-License-Identifier: Apache-2.0

/// The closed key lists of ODCS 3.2.0, less what the message profile leaves out.
enum ProfileKeys {
    static let contract: Set<String> = [
        "apiVersion", "kind", "id", "name", "version", "status", "tenant", "domain", "tags", "description", "schema",
        "team",
        "roles", "support", "slaProperties", "slaDefaultElement", "price", "servers", "authoritativeDefinitions",
        "customProperties", "context", "dataProduct", "contractCreatedTs",
    ]
    static let description: Set<String> = [
        "purpose", "limitations", "usage", "authoritativeDefinitions", "customProperties",
    ]
    static let message: Set<String> = element.union([
        "logicalType", "physicalName", "dataGranularityDescription", "properties", "relationships", "quality",
    ])
    static let property: Set<String> = element.union([
        "logicalType", "logicalTypeOptions", "physicalName", "required", "unique", "primaryKey", "primaryKeyPosition",
        "semanticType", "enum", "items", "properties", "map", "classification", "criticalDataElement", "examples",
        "relationships", "quality",
    ])
    static let quality: Set<String> = [
        "id", "name", "description", "type", "engine", "implementation", "severity", "dimension", "businessImpact",
        "method",
        "schedule", "scheduler", "tags", "unit", "customProperties", "authoritativeDefinitions",
    ]
    static let qualityDocumentation: Set<String> = quality.union([
        "metric", "rule", "arguments", "query", "mustBe", "mustNotBe", "mustBeGreaterThan", "mustBeGreaterOrEqualTo",
        "mustBeLessThan", "mustBeLessOrEqualTo", "mustBeBetween", "mustNotBeBetween",
    ])
    static let code: Set<String> = [
        "value", "label", "id", "description", "customProperties", "authoritativeDefinitions", "tags",
    ]
    static let customProperty: Set<String> = ["id", "property", "value", "description", "vendor"]
    static let authoritativeDefinition: Set<String> = ["id", "url", "type", "description"]
    static let team: Set<String> = [
        "id", "name", "description", "members", "tags", "customProperties", "authoritativeDefinitions",
    ]
    static let teamMember: Set<String> = [
        "id", "username", "name", "description", "role", "dateIn", "dateOut", "replacedByUsername", "tags",
        "customProperties", "authoritativeDefinitions",
    ]
    static let role: Set<String> = [
        "id", "role", "description", "access", "firstLevelApprovers", "secondLevelApprovers", "customProperties",
    ]
    static let support: Set<String> = [
        "id", "channel", "url", "description", "tool", "scope", "invitationUrl", "customProperties",
    ]
    static let sla: Set<String> = [
        "id", "property", "value", "valueExt", "unit", "element", "driver", "description", "scheduler", "schedule",
        "customProperties", "authoritativeDefinitions",
    ]
    static let dimensions: Set<String> = [
        "accuracy", "completeness", "conformity", "consistency", "coverage", "timeliness", "uniqueness",
    ]
    static let statuses: Set<String> = ["proposed", "draft", "active", "deprecated", "retired"]
    static let classifications: Set<String> = ["official", "official-sensitive"]
    static let stringFormats: Set<String> = ["email", "uuid", "uri", "hostname", "ipv4", "ipv6"]

    private static let element: Set<String> = [
        "id", "name", "physicalType", "description", "businessName", "deprecated", "synonyms",
        "authoritativeDefinitions",
        "tags", "customProperties",
    ]
}
