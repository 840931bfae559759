// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension CloudEvent {
    /// Bounds on what is taken in one request.
    package struct Limits: Sendable {
        /// Bytes of one event: the whole JSON object, or the body of a binary event.
        package var eventBytes: Int
        /// Bytes of a whole batch.
        package var batchBytes: Int
        /// Events in one batch.
        package var events: Int
        /// Nesting of one event, its own object included, however it travels.
        package var depth: Int

        /// What senders may send: 1 MiB an event, 16 MiB and 1,000 events a batch, 64 levels.
        package static let incoming = Limits(eventBytes: 1 << 20, batchBytes: 16 << 20, events: 1_000, depth: 64)
        /// For reading what ``OutgoingEvent`` wrote: the rebuilt attributes may exceed those that came by some bytes.
        package static let outgoing = Limits(eventBytes: 2 << 20, batchBytes: 16 << 20, events: 1_000, depth: 64)
    }

    /// What one request brought.
    package struct Arrival: Sendable {
        package let mode: Mode
        /// One result for each event in order; exactly one unless the mode is `batch`.
        package let events: [Result<CloudEvent, CloudEventError>]
    }

    /// Reads the events of one request (HTTP protocol binding §3).
    ///
    /// JSON is parsed once; each event's data stays a node of that document. Header names are compared without case;
    /// only those beginning `ce-` are read. Throws what refuses the request as a whole; a fault of one event is that
    /// event's result.
    package static func decode(
        contentType: String?,
        headers: [(String, String)],
        body: [UInt8],
        limits: Limits = .incoming
    ) throws(CloudEventError) -> Arrival {
        let mode = try mode(of: contentType)
        guard body.count <= (mode == .batch ? limits.batchBytes : limits.eventBytes) else {
            throw CloudEventError(.tooLarge)
        }
        switch mode {
        case .batch:
            return Arrival(mode: mode, events: try batch(body, limits: limits))
        case .structured:
            let root = try parse(body, bytes: limits.eventBytes, depth: limits.depth).root
            return Arrival(
                mode: mode,
                events: [result { () throws(CloudEventError) in try CloudEvent(structured: root) }]
            )
        case .binary:
            let event = result { () throws(CloudEventError) in
                try CloudEvent(contentType: contentType, headers: headers, body: body, limits: limits)
            }
            return Arrival(mode: mode, events: [event])
        }
    }

    static func parse(_ body: [UInt8], bytes: Int, depth: Int) throws(CloudEventError) -> JSONDocument {
        var limits = JSONLimits.message
        limits.maxBytes = bytes
        limits.maxDepth = depth
        do {
            return try JSONDocument(body, limits: limits)
        } catch {
            // Half of a surrogate pair is grammatical JSON (RFC 8259 §8.2) but no value that CloudEvents allows.
            throw CloudEventError(error.reason == .loneSurrogate ? .badAttributeValue : .malformedJSON, syntax: error)
        }
    }

    static func result(
        _ make: () throws(CloudEventError) -> CloudEvent
    ) -> Result<CloudEvent, CloudEventError> {
        do { return .success(try make()) } catch { return .failure(error) }
    }

    // Why in this order: the name of a batch begins with the name of a single event.
    private static func mode(of contentType: String?) throws(CloudEventError) -> Mode {
        guard let contentType else { return .binary }
        let folded = contentType.lowercased()
        guard folded.hasPrefix("application/cloudevents") else { return .binary }
        guard let media = MediaType(contentType), media.isUTF8 else { throw CloudEventError(.unsupportedFormat) }
        switch media.essence {
        case "application/cloudevents-batch+json": return .batch
        case "application/cloudevents+json": return .structured
        default: throw CloudEventError(.unsupportedFormat)
        }
    }
}
