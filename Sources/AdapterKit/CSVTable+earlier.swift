// SPDX-License-Identifier: Apache-2.0

extension CSVTable.Record {
    /// The columns by which a row names the earlier row it replaces or withdraws; an adapter that takes them lists them as known.
    public static let earlierColumns = ["replaces", "replacesdocument", "replacesrow"]

    /// Whether the row names an earlier one, readably or not.
    public var namesEarlier: Bool { first(of: Self.earlierColumns) != nil }

    /// The earlier message the row names: by its event id in `replaces`, or by the line it had, in `replacesrow`.
    ///
    /// - Parameter document: the document being read, in which that line stands unless `replacesdocument` names another.
    /// - Returns: nil when the row names none, two, or none that can be understood.
    public func earlier(in document: String) -> Earlier? {
        switch (self["replaces"], self["replacesrow"]) {
        case (let event?, nil) where self["replacesdocument"] == nil: return .event(event)
        case (nil, let text?):
            // The header is line 1.
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let line = Int(text), line > 1 else {
                return nil
            }
            return .row(document: self["replacesdocument"] ?? document, Position("row", line))
        default: return nil
        }
    }
}
