// SPDX-License-Identifier: Apache-2.0

extension LogProof {
    /// Reads a file.
    package init(parsing bytes: some Collection<UInt8>) throws(LogProofError) {
        guard bytes.count <= SignedNote.maximumLength else { throw .note(.tooLong) }
        var reader = LineReader(rest: Array(bytes)[...])
        guard let header = reader.next(), header.elementsEqual(Self.header.utf8) else { throw .header }
        var line = reader.next()
        var extra: [UInt8] = []
        if let text = line.flatMap({ Self.value(of: $0, after: "extra ") }) {
            guard let data = Base64.decode(text), !data.isEmpty else { throw .extra }
            extra = data
            line = reader.next()
        }
        guard let text = line.flatMap({ Self.value(of: $0, after: "index ") }), let index = Decimal.decode(text) else {
            throw .index
        }
        let path = try Self.path(from: &reader)
        let note: SignedNote
        do {
            note = try SignedNote(parsing: reader.rest)
        } catch {
            throw .note(error)
        }
        try self.init(index: index, path: path, note: note, extra: extra)
    }

    private static func path(from reader: inout LineReader) throws(LogProofError) -> [MerkleHash] {
        var path: [MerkleHash] = []
        while let line = reader.next() {
            if line.isEmpty { return path }
            guard path.count < maximumPath else { throw .pathTooLong }
            guard let hash = MerkleHash(base64: line) else { throw .hash(line: reader.line) }
            path.append(hash)
        }
        throw .noCheckpoint
    }

    private static func value(of line: ArraySlice<UInt8>, after label: String) -> ArraySlice<UInt8>? {
        line.starts(with: label.utf8) ? line.dropFirst(label.utf8.count) : nil
    }
}
