// SPDX-License-Identifier: Apache-2.0

extension SchemaCompiler {
    mutating func objectKeywords(_ context: inout Context) throws(SchemaError) {
        if context.dialect.validates {
            if let limit = try count(context, "minProperties") {
                let place = try report(context, "minProperties", "has fewer than \(limit) \(plural(limit, "member"))")
                context.objects.append(Instruction(operation: .minProperties, first: limit, place: place))
            }
            if let limit = try count(context, "maxProperties") {
                let place = try report(context, "maxProperties", "has more than \(limit) \(plural(limit, "member"))")
                context.objects.append(Instruction(operation: .maxProperties, first: limit, place: place))
            }
        }
        try members(&context)
        if context.keyword("propertyNames", in: \.applies) != nil {
            let index = Int32(try node(at: context.child("/propertyNames")))
            let place = try report(context, "propertyNames", "has a member whose name is not allowed")
            context.objects.append(Instruction(operation: .propertyNames, first: index, place: place))
        }
        try dependents(&context)
    }

    private mutating func members(_ context: inout Context) throws(SchemaError) {
        var texts: [[UInt8]] = []
        var entries: [ObjectTable.Entry] = []
        var known: [[UInt8]: Int] = [:]
        if context.dialect.applies {
            for member in try map(context, "properties") ?? [] {
                let key = context.child("/properties/" + JSONPointer.escape(member.name))
                texts.append(Array(member.name.utf8))
                known[Array(member.name.utf8)] = entries.count
                entries.append(ObjectTable.Entry(node: Int32(try node(at: key)), required: -1, place: -1))
            }
        }
        if let value = context.keyword("required", in: \.validates) {
            for (position, name) in try strings(value, context, "/required").enumerated() {
                let bytes = Array(name.utf8)
                let place = try report(context, "required", "lacks the member \"\(name)\"")
                if let slot = known[bytes] {
                    entries[slot].required = Int32(position)
                    entries[slot].place = place
                } else {
                    texts.append(bytes)
                    entries.append(ObjectTable.Entry(node: -1, required: Int32(position), place: place))
                }
            }
        }
        parts.names.formUnion(texts)
        let patterns = context.dialect.applies ? try patternMembers(context) : []
        let (additional, additionalPlace) = try otherMembers(context)
        guard !texts.isEmpty || !patterns.isEmpty || additional != -1 else { return }
        guard let names = parts.nameTables.table(of: texts) else {
            throw context.error("/properties", "the names collide")
        }
        parts.objects.append(
            ObjectTable(
                names: names,
                firstEntry: Int32(parts.entries.count),
                entryCount: Int32(entries.count),
                requiredCount: Int32(entries.count { $0.required >= 0 }),
                firstPattern: Int32(parts.memberPatterns.count),
                patternCount: Int32(patterns.count),
                additional: additional,
                additionalPlace: additionalPlace,
                lone: texts.count == 1 && patterns.isEmpty && additional == -1 ? Fingerprint.of(texts[0]) : nil
            )
        )
        parts.entries += entries
        parts.memberPatterns += patterns
        let index = Int32(parts.objects.count - 1)
        context.objects.append(Instruction(operation: .members, first: index, place: -1))
    }

    private mutating func patternMembers(
        _ context: Context
    ) throws(SchemaError) -> [MemberPattern] {
        var out: [MemberPattern] = []
        for member in try map(context, "patternProperties") ?? [] {
            let pointer = "/patternProperties/" + JSONPointer.escape(member.name)
            let index = try pattern(member.name, context, pointer)
            out.append(MemberPattern(pattern: index, node: Int32(try node(at: context.child(pointer)))))
        }
        return out
    }

    private mutating func otherMembers(_ context: Context) throws(SchemaError) -> (Int32, Int32) {
        guard let value = context.keyword("additionalProperties", in: \.applies) else { return (-1, -1) }
        if value == .bool(false) {
            return (-2, try report(context, "additionalProperties", "has a member the schema does not know"))
        }
        return (Int32(try node(at: context.child("/additionalProperties"))), -1)
    }

    private mutating func dependents(_ context: inout Context) throws(SchemaError) {
        if context.dialect.validates {
            for member in try map(context, "dependentRequired") ?? [] {
                let pointer = "/dependentRequired/" + JSONPointer.escape(member.name)
                try dependentNames(member, &context, pointer, "dependentRequired")
            }
        }
        guard context.dialect.applies else { return }
        for member in try map(context, "dependentSchemas") ?? [] {
            try dependentSchema(member, &context, "/dependentSchemas/" + JSONPointer.escape(member.name))
        }
        // The keyword of earlier drafts, which 2020-12 §10.2.2.4 lets an implementation keep.
        for member in try map(context, "dependencies") ?? [] {
            let pointer = "/dependencies/" + JSONPointer.escape(member.name)
            if case .array = member.value {
                try dependentNames(member, &context, pointer, "dependencies")
            } else {
                try dependentSchema(member, &context, pointer)
            }
        }
    }

    private mutating func dependentNames(
        _ member: JSONMember,
        _ context: inout Context,
        _ pointer: String,
        _ keyword: String
    ) throws(SchemaError) {
        let names = try strings(member.value, context, pointer)
        var places: [Int32] = []
        for name in names {
            let words = "lacks the member \"\(name)\", which must stand beside \"\(member.name)\""
            places.append(try report(context, pointer, keyword, words))
        }
        let trigger = Array(member.name.utf8)
        let bytes = names.map { Array($0.utf8) }
        parts.names.formUnion(bytes + [trigger])
        parts.dependents.append(DependentNames(trigger: trigger, names: bytes, places: places))
        let index = Int32(parts.dependents.count - 1)
        context.objects.append(Instruction(operation: .dependentRequired, first: index, place: -1))
    }

    private mutating func dependentSchema(
        _ member: JSONMember,
        _ context: inout Context,
        _ pointer: String
    ) throws(SchemaError) {
        let trigger = Array(member.name.utf8)
        parts.names.insert(trigger)
        parts.dependents.append(DependentNames(trigger: trigger, names: [], places: []))
        let index = Int32(parts.dependents.count - 1)
        let target = try sameValue(context, context.child(pointer))
        context.objects.append(
            Instruction(operation: .dependentSchema, first: index, second: target, place: -1)
        )
    }
}
