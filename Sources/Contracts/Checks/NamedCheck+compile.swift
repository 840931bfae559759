// SPDX-License-Identifier: Apache-2.0

import JSONSchema

extension NamedCheck {
    /// Reads `{check: upn}`, `{check: attendance-code, date: /date}` or `{check: code, list: sen-provision, date: /date}`.
    ///
    /// A check of codes may name the field that holds the day; a check of attendance codes must.
    /// `enclosing`: the shapes around the field, outermost first; `date` is looked for from the innermost out.
    static func compile(
        _ implementation: JSONValue,
        on shape: Shape,
        enclosing: [Shape],
        lists: CodeLists
    ) -> Result<NamedCheck, Refusal> {
        guard let word = implementation["check"]?.asText, let name = Name(rawValue: word) else {
            let names = Name.allCases.map(\.rawValue).joined(separator: ", ")
            return .failure(
                Refusal(problem: "names no check the gateway knows", mend: "write {check: …} with one of: \(names)")
            )
        }
        if let refusal = wrongParameters(implementation, name) { return .failure(refusal) }
        do throws(Refusal) {
            let list = try list(implementation, name, on: shape, lists)
            guard let pointer = implementation["date"] else { return .success(NamedCheck(name: name, list: list)) }
            let (date, depth) = try date(pointer, enclosing)
            return .success(NamedCheck(name: name, list: list, date: date, sharedDepth: depth))
        } catch {
            return .failure(error)
        }
    }

    private static func wrongParameters(_ implementation: JSONValue, _ name: Name) -> Refusal? {
        let given = Set((implementation.asMembers ?? []).map(\.name)).subtracting(["check"])
        let known: Set<String> = name == .code ? ["list", "date"] : name.readsList ? ["date"] : []
        let needed: Set<String> = name == .code ? ["list"] : name == .attendanceCode ? ["date"] : []
        guard !given.isSubset(of: known) || !needed.isSubset(of: given) else { return nil }
        let mend =
            switch name {
            case .attendanceCode: "write {check: attendance-code, date: /date}"
            case .code: "write {check: code, list: sen-provision}, and date: /date where the day matters"
            default: "write {check: \(name.rawValue)}"
            }
        return Refusal(problem: "the check has the wrong parameters", mend: mend)
    }

    private static func list(
        _ implementation: JSONValue,
        _ name: Name,
        on shape: Shape,
        _ lists: CodeLists
    ) throws(Refusal) -> CodeList? {
        guard name.readsList else { return nil }
        let id = name.listID ?? implementation["list"]?.asText ?? ""
        guard let list = lists[id] else {
            let known = lists.all.map(\.id).joined(separator: ", ")
            throw Refusal(
                problem: "there is no code list \(id)",
                mend: known.isEmpty
                    ? "give the folder with the document of kind CodeList and this id" : "use one of: \(known)"
            )
        }
        let strangers = shape.codes.compactMap(\.value.asText).filter { list.entry($0) == nil }
        guard strangers.isEmpty else {
            throw Refusal(
                problem: "the field lists codes that \(id) does not have: \(strangers.joined(separator: ", "))",
                mend: "correct the field's enum or the list"
            )
        }
        return list
    }

    private static func date(_ pointer: JSONValue, _ enclosing: [Shape]) throws(Refusal) -> (FieldPattern, Int) {
        guard let date = pointer.asText.flatMap(FieldPattern.init(parsing:)), !date.tokens.contains("*") else {
            throw Refusal(problem: "date must be a pointer without *", mend: "write the date as /date")
        }
        for holder in enclosing.reversed() where holder.kind == .object {
            guard let found = holder.descendant(date.tokens) else { continue }
            guard found.kind == .date || found.kind == .timestamp else { break }
            return (found.pattern, holder.pattern.tokens.count)
        }
        throw Refusal(
            problem: "no enclosing object has a date or timestamp field of that name",
            mend: "point to the day's field"
        )
    }
}
