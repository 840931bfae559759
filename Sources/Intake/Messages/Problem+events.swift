// SPDX-License-Identifier: Apache-2.0

internal import Exchange

extension Problem {
    /// What is wrong with something that is no CloudEvent, or with a request that holds none.
    init(_ error: CloudEventError) {
        switch error.code {
        case .unsupportedFormat: self.init(RefusalCode.messageUnsupportedType)
        case .tooLarge: self.init(RefusalCode.messageTooLarge)
        case .tooManyEvents: self.init(RefusalCode.batchTooLarge)
        case .malformedJSON, .notABatch, .notAnEvent, .dataAndBase64, .badBase64:
            self.init(RefusalCode.messageMalformed)
        case .invalidHeader, .missingAttribute, .emptyAttribute, .unsupportedVersion, .badAttributeName,
            .badAttributeType,
            .badAttributeValue:
            self.init(RefusalCode.envelopeInvalid)
        }
        faults = [
            Fault(
                pointer: error.attribute.map { "/\($0)" } ?? "",
                rule: error.code.rawValue,
                detail: error.description,
                mend: error.mend
            )
        ]
    }

    /// Everything that is wrong with an envelope.
    init(_ problems: EnvelopeProblems) {
        let isUnlisted = problems.problems.allSatisfy { $0.rule == .unlisted }
        self.init(
            isUnlisted ? RefusalCode.envelopeUnknownAttribute : .envelopeInvalid,
            faults: problems.problems.map {
                Fault(pointer: "/\($0.attribute)", rule: $0.rule.rawValue, detail: $0.description, mend: $0.mend)
            }
        )
    }
}
