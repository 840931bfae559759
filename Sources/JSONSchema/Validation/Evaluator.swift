// SPDX-License-Identifier: Apache-2.0

/// One validation run: walks the tape along the program.
///
/// A *frame* is the offset in `marks` of one flag for each member or element of the value at hand, set when a keyword has
/// evaluated it; -1 when nobody asks.
///
/// It looks at document and program through spans, so that no look retains or releases anything, and every look is checked.
struct Evaluator: ~Copyable, ~Escapable {
    let program: Program
    let document: JSONDocument
    let bytes: Span<UInt8>
    let tape: Span<TapeEntry>
    let nodes: Span<Node>
    let instructions: Span<Instruction>
    let objects: Span<ObjectTable>
    let entries: Span<ObjectTable.Entry>
    let slots: Span<NameSlot>
    let pool: Span<UInt8>
    let tables: Span<PatternTable>
    let rows: Span<UInt32>
    let classes: Span<UInt8>
    let masks: Span<ByteMask>
    let limit: Int
    var isCollecting: Bool
    var faults: [(index: Int, place: Int32)] = []
    var marks: [Bool] = []
    /// Schema resources entered, outermost first; kept only for `$dynamicRef`.
    var scope: [Int32] = []
    var depth = 0
    /// Work still allowed; about one step for each subschema applied, member compared or state of a pattern visited.
    var stepsLeft: Int
    /// Why the run gave up; what it returns then means nothing.
    private(set) var stop: Stop?

    /// The bounds a run may meet.
    enum Stop { case depth, steps, pattern }

    /// Steps for each byte of the value, beside those the options give.
    static let stepsPerByte = 64
    /// Bounds the memory of frames, one byte for each flag.
    private static let maxMarks = 1 << 26

    @_lifetime(
        copy bytes,
        copy tape,
        copy nodes,
        copy instructions,
        copy objects,
        copy entries,
        copy slots,
        copy pool,
        copy tables,
        copy rows,
        copy classes,
        copy masks
    )
    fileprivate init(
        _ program: Program,
        _ node: JSONNode,
        limit: Int,
        bytes: Span<UInt8>,
        tape: Span<TapeEntry>,
        nodes: Span<Node>,
        instructions: Span<Instruction>,
        objects: Span<ObjectTable>,
        entries: Span<ObjectTable.Entry>,
        slots: Span<NameSlot>,
        pool: Span<UInt8>,
        tables: Span<PatternTable>,
        rows: Span<UInt32>,
        classes: Span<UInt8>,
        masks: Span<ByteMask>
    ) {
        self.program = program
        document = node.document
        self.bytes = bytes
        self.tape = tape
        self.nodes = nodes
        self.instructions = instructions
        self.objects = objects
        self.entries = entries
        self.slots = slots
        self.pool = pool
        self.tables = tables
        self.rows = rows
        self.classes = classes
        self.masks = masks
        self.limit = limit
        isCollecting = limit > 0
        stepsLeft = program.maxSteps &+ Evaluator.stepsPerByte &* node.entry.length
    }

    /// Takes work off what is left; false when nothing is.
    @inline(__always)
    mutating func spend(_ steps: Int) -> Bool {
        stepsLeft &-= steps
        return stepsLeft >= 0 || halt(.steps)
    }

    /// Gives up: from here on nothing is evaluated.
    @inline(never)
    mutating func halt(_ reason: Stop) -> Bool {
        stop = stop ?? reason
        stepsLeft = Int.min / 2
        return false
    }

    /// Records a fault when collecting; always false, so callers can return it.
    @inline(never)
    mutating func fault(_ index: Int, _ place: Int32) -> Bool {
        if isCollecting && stop == nil && faults.count < limit { faults.append((index, place)) }
        return false
    }

    /// Whether the value at a tape index satisfies a node; scalars without further ado.
    @inline(__always)
    mutating func check(_ nodeIndex: Int, _ index: Int) -> Bool {
        let node = nodes[nodeIndex]
        let entry = tape[index]
        guard node.allows(entry, bytes) else { return fault(index, node.typePlace) }
        guard node.isFlat && !entry.isContainer else { return evaluate(nodeIndex, index, -1) }
        let (start, end) = node.own(entry.kind)
        if start == end && node.objectEnd == node.anyEnd { return true }
        guard spend(1) else { return false }
        let isValid = run(start, end, index, entry, -1)
        guard isValid || isCollecting else { return false }
        return run(node.objectEnd, node.anyEnd, index, entry, -1) && isValid
    }

    /// Whether the value at a tape index satisfies a node.
    mutating func evaluate(_ nodeIndex: Int, _ index: Int, _ frame: Int) -> Bool {
        let node = nodes[nodeIndex]
        let entry = tape[index]
        guard node.allows(entry, bytes) else { return fault(index, node.typePlace) }
        let (start, end) = node.own(entry.kind)
        if start == end && node.objectEnd == node.end { return true }
        guard spend(1) else { return false }
        guard depth < program.maxDepth else { return halt(.depth) }
        depth &+= 1
        defer { depth &-= 1 }
        if node.resource >= 0 && scope.last != node.resource {
            scope.append(node.resource)
            defer { scope.removeLast() }
            return body(node, index, entry, frame)
        }
        return body(node, index, entry, frame)
    }

    private mutating func body(_ node: Node, _ index: Int, _ entry: TapeEntry, _ frame: Int) -> Bool {
        let (start, end) = node.own(entry.kind)
        guard node.anyEnd != node.end, entry.isContainer else {
            let isValid = run(start, end, index, entry, frame)
            guard isValid || isCollecting else { return false }
            return run(node.objectEnd, node.anyEnd, index, entry, frame) && isValid
        }
        return withUnevaluated(node, index, entry, frame)
    }

    private mutating func withUnevaluated(_ node: Node, _ index: Int, _ entry: TapeEntry, _ frame: Int) -> Bool {
        let (start, end) = node.own(entry.kind)
        let own = push(entry)
        defer { marks.removeLast(marks.count - own) }
        var isValid = run(start, end, index, entry, own)
        guard isValid || isCollecting else { return false }
        isValid = run(node.objectEnd, node.anyEnd, index, entry, own) && isValid
        // What failed may have evaluated nothing: complaints about leftovers would mislead.
        guard isValid, run(node.anyEnd, node.end, index, entry, own) else { return false }
        merge(own, into: frame, entry)
        return true
    }

    /// A fresh frame for the children of a container.
    mutating func push(_ entry: TapeEntry) -> Int {
        let frame = marks.count
        if !spend(entry.isContainer ? entry.count : 0) || frame &+ entry.count > Evaluator.maxMarks { _ = halt(.steps) }
        marks.append(contentsOf: repeatElement(false, count: entry.isContainer ? entry.count : 0))
        return frame
    }

    mutating func merge(_ from: Int, into frame: Int, _ entry: TapeEntry) {
        guard frame >= 0, entry.isContainer else { return }
        for offset in 0..<entry.count where marks[from + offset] { marks[frame + offset] = true }
    }

    /// Runs instructions; the first fault ends it, unless all are to be collected.
    @inline(__always)
    private mutating func run(_ start: Int32, _ end: Int32, _ index: Int, _ entry: TapeEntry, _ frame: Int) -> Bool {
        var isValid = true
        var cursor = start
        while cursor < end {
            let instruction = instructions[Int(cursor)]
            let holds =
                switch instruction.operation {
                case .members: members(objects[Int(instruction.first)], index, entry, frame)
                case .reference: evaluate(Int(instruction.first), index, frame)
                default: execute(instruction, index, entry, frame)
                }
            if !holds {
                guard isCollecting else { return false }
                isValid = false
            }
            cursor &+= 1
        }
        return isValid
    }
}

extension Program {
    /// Makes an evaluator for a value, and lends it.
    func evaluate<Result>(_ node: JSONNode, limit: Int, _ body: (consuming Evaluator) -> Result) -> Result {
        let document = node.document
        let (nodes, instructions, objects, entries) = (nodes, instructions, objects, entries)
        let (slots, pool, tables, rows, classes, masks) = (slots, pool, tables, rows, classes, masks)
        let evaluator = Evaluator(
            self,
            node,
            limit: limit,
            bytes: document.bytes.span,
            tape: document.tape.span,
            nodes: nodes.span,
            instructions: instructions.span,
            objects: objects.span,
            entries: entries.span,
            slots: slots.span,
            pool: pool.span,
            tables: tables.span,
            rows: rows.span,
            classes: classes.span,
            masks: masks.span
        )
        return body(evaluator)
    }
}
