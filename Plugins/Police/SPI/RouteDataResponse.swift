// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The exchange's later answer to a `RouteData`: `RouteDataResp` with one or more `OperationStatus`.
enum RouteDataResponse {
    /// Refused when any status is an error, with code and description of each; otherwise delivered.
    ///
    /// The `ResponseContext` is not repeated: it may quote the record.
    static func report(_ root: Element) throws(SPIFailure) -> DeliveryReport {
        guard let reference = root.at("ResponseToSystem")?.value("CorrelationID") else {
            throw .answer("CorrelationID")
        }
        let statuses = root.all("OperationStatus")
        guard !statuses.isEmpty, statuses.allSatisfy({ $0.value("StatusClass") != nil }) else {
            throw .answer("StatusClass")
        }
        let errors = statuses.filter { $0.value("StatusClass")?.lowercased().contains("error") == true }
        let outcome: Outcome =
            errors.isEmpty
            ? .delivered(reference: reference)
            : .refused(reason: "CJSE " + errors.map(reason).joined(separator: ", "))
        return DeliveryReport(at: .document, reference: reference, outcome: outcome)
    }

    private static func reason(_ status: Element) -> String {
        let words = [status.value("Code"), status.value("Description")].compactMap { $0 }.compactMap(Token.init)
        return words.isEmpty ? "error without code" : words.map(\.text).joined(separator: " ")
    }
}
