// SPDX-License-Identifier: Apache-2.0

internal import NIOHTTP1

extension Route {
    static func find(_ method: HTTPMethod, _ uri: String) -> Finding {
        // The one address that is asked thousands of times a second.
        if method == .POST, uri.utf8.elementsEqual("/v1/messages".utf8) { return .route(.submit, Query()) }
        let (path, query) = split(uri)
        guard path.utf8.first == UInt8(ascii: "/"), path.utf8.count <= 1_024 else { return .unknown }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard let route = route(parts[...], posting: method == .POST) ?? route(parts[...], posting: method != .POST)
        else { return .unknown }
        guard route.method == method || (method == .HEAD && route.method == .GET) else {
            return .wrongMethod(allowed: route.method == .GET ? "GET, HEAD" : "POST")
        }
        return .route(route, query)
    }

    private static func split(_ uri: String) -> (path: Substring, query: Query) {
        guard let mark = uri.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (uri[...], Query()) }
        return (uri[..<mark], Query(uri[uri.index(after: mark)...]))
    }

    private static func route(_ parts: ArraySlice<Substring>, posting: Bool) -> Route? {
        guard let first = parts.first else { return nil }
        let rest = parts.dropFirst()
        switch first {
        case "v1": return versioned(rest, posting: posting)
        case "tile": return rest.isEmpty ? nil : .tile(parts.joined(separator: "/"))
        case "checkpoint" where rest.isEmpty: return .checkpoint
        case "openapi.yaml" where rest.isEmpty: return .description
        case "healthz" where rest.isEmpty: return .health
        case "readyz" where rest.isEmpty: return .readiness
        default: return nil
        }
    }

    private static func versioned(_ parts: ArraySlice<Substring>, posting: Bool) -> Route? {
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        let names = parts.map(String.init)
        return posting ? posted(names) : fetched(names)
    }

    private static func posted(_ names: [String]) -> Route? {
        switch (names.first, names.count) {
        case ("messages", 1): return .submit
        case ("feeds", 2): return .feed(names[1])
        case ("inbox", 2):
            switch names[1] {
            case "lease": return .lease
            case "ack": return .acknowledgeMany
            default: return nil
            }
        case ("inbox", 3):
            switch names[2] {
            case "ack": return .acknowledge(names[1])
            case "nack": return .refuseDelivery(names[1])
            case "extend": return .extend(names[1])
            default: return nil
            }
        default: return nil
        }
    }

    private static func fetched(_ names: [String]) -> Route? {
        switch (names.first, names.count) {
        case ("messages", 2): return .message(names[1])
        case ("messages", 3): return names[2] == "proof" ? .messageProof(names[1]) : nil
        case ("feeds", 3): return names[1] == "runs" ? .run(names[2]) : nil
        case ("contracts", 1): return .contracts
        case ("contracts", 3): return .contract(name: names[1], version: names[2])
        case ("contracts", 4):
            return names[3] == "schema.json" ? .contractSchema(name: names[1], version: names[2]) : nil
        case ("contracts", 6):
            guard names[3] == "views", names[5] == "schema.json" else { return nil }
            return .viewSchema(name: names[1], version: names[2], view: names[4])
        case ("agreements", 1): return .agreements
        case ("agreements", 2): return .agreement(names[1])
        case ("terms", 2): return .terms(names[1])
        default: return nil
        }
    }
}
