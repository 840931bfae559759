// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension CloudEvent {
    /// Reads a batch (json-format §4): each element stands or falls alone, all of them nodes of one document.
    static func batch(
        _ body: [UInt8],
        limits: Limits
    ) throws(CloudEventError) -> [Result<CloudEvent, CloudEventError>] {
        let root = try parse(body, bytes: limits.batchBytes, depth: limits.depth + 1).root
        guard root.kind == .array else { throw CloudEventError(.notABatch) }
        guard root.count <= limits.events else { throw CloudEventError(.tooManyEvents) }
        var events: [Result<CloudEvent, CloudEventError>] = []
        events.reserveCapacity(root.count)
        for node in root.elements {
            events.append(
                result { () throws(CloudEventError) in
                    guard node.rawBytes.count <= limits.eventBytes else { throw CloudEventError(.tooLarge) }
                    return try CloudEvent(structured: node)
                }
            )
        }
        return events
    }
}
