// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TransparencyLog

@Suite struct SignedNoteTests {
    private let vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    private let example = """
        This is an example message.

        \u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """

    @Test func `the example of the specification verifies`() throws {
        let key = try NoteVerifierKey(vkey: vkey)
        let note = try SignedNote(parsing: example.utf8)
        #expect(note.text == "This is an example message.\n")
        #expect(note.verify(keys: [key]) == .verified([VerifiedSignature(key: key, time: nil)]))
    }

    @Test func `no byte of a note can be turned`() throws {
        let key = try NoteVerifierKey(vkey: vkey)
        for position in example.utf8.indices {
            var bytes = Array(example.utf8)
            let offset = example.utf8.distance(from: example.utf8.startIndex, to: position)
            bytes[offset] ^= 1
            guard let note = try? SignedNote(parsing: bytes) else { continue }
            if case .verified = note.verify(keys: [key]) { Issue.record("byte \(offset) may be turned") }
        }
    }

    @Test func `unknown signatures are passed over and a bad one of a known key is not`() throws {
        let log = try TestKeys.log()
        var note = try SignedNote(text: "a text\n\nwith a blank line\n")
        let stranger = NoteSignature(name: try NoteKeyName("stranger.example"), keyID: 7, bytes: [1])
        let namesake = NoteSignature(name: log.verifierKey.name, keyID: 7, bytes: [1])
        note.add(stranger)
        note.add(namesake)
        #expect(note.verify(keys: [log.verifierKey]) == .refused(.noKnownSignature))
        try log.sign(&note)
        try log.sign(&note)
        let read = try SignedNote(parsing: note.encoded.utf8)
        #expect(read == note)
        #expect(read.verify(keys: [log.verifierKey]) == .verified([VerifiedSignature(key: log.verifierKey, time: nil)]))
        #expect(read.verify(keys: []) == .refused(.noKnownSignature))
        let forged = NoteSignature(
            name: log.verifierKey.name,
            keyID: log.verifierKey.keyID,
            bytes: [UInt8](repeating: 0, count: 64)
        )
        note.add(forged)
        #expect(note.verify(keys: [log.verifierKey]) == .refused(.badSignature(log.verifierKey)))
    }

    @Test(arguments: [
        ("text\n", NoteError.noSignatures),
        ("text\n\n", .noSignatures),
        ("", .noSignatures),
        ("text\n\nno dash\n", .signatureLine(line: 3)),
        ("text\n\n\u{2014} name\n", .signatureLine(line: 3)),
        ("text\n\n\u{2014} name AAAAAA==\n", .signatureLine(line: 3)),
        ("text\n\n\u{2014} name AAAAAAE\n", .signatureLine(line: 3)),
        ("text\n\n\u{2014} na+me AAAAAAE=\n", .signatureLine(line: 3)),
        ("text\n\n\u{2014}  AAAAAAE=\n", .signatureLine(line: 3)),
        ("one\ntwo\n\n\u{2014} name AAAAAAE=\n\u{2014} name AAAAAAE=", .signatureLine(line: 5)),
        ("text\r\n\n\u{2014} name AAAAAAE=\n", .controlCharacter(line: 1)),
        ("one\n\ttwo\n\n\u{2014} name AAAAAAE=\n", .controlCharacter(line: 2)),
    ])
    func `a malformed note is refused with its line`(text: String, error: NoteError) {
        #expect(throws: error) { try SignedNote(parsing: text.utf8) }
    }

    @Test func `a note past its bounds is refused`() throws {
        #expect(throws: NoteError.encoding) { try SignedNote(parsing: [0xFF, 0x0A, 0x0A]) }
        let long = [UInt8](repeating: 0x61, count: SignedNote.maximumLength + 1)
        #expect(throws: NoteError.tooLong) { try SignedNote(parsing: long) }
        let line = "\u{2014} name AAAAAAE=\n"
        let most = "text\n\n" + String(repeating: line, count: SignedNote.maximumSignatures)
        #expect(try SignedNote(parsing: most.utf8).signatures.count == SignedNote.maximumSignatures)
        #expect(throws: NoteError.tooManySignatures) { try SignedNote(parsing: (most + line).utf8) }
        #expect(throws: NoteError.text) { try SignedNote(text: "no newline") }
        #expect(throws: NoteError.controlCharacter(line: 1)) { try SignedNote(text: "bell\u{7}\n") }
    }
}
