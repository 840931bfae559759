// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import JSONSchema

/// Sends a document or an event and shows what became of it.
struct SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send a feed document, or one event, and show what became of it.",
        discussion: """
            Takes certificate, key and address from a running `concordat try` unless told otherwise. Refused rows are told with rule and \
            mend and are no failure of sending; the exit code is 0 when the document was taken.
            """
    )

    @Option(help: "The feed the document belongs to, such as schools.suspensions.")
    var feed: String?

    @Flag(help: "The file is one CloudEvent in JSON.")
    var event = false

    @Argument(help: "The file to send.")
    var file: String

    @Option(help: "The agency to send for.")
    var agency: String?

    @Option(
        name: .customLong("id"),
        help: "The document's own id: the same id is the same document. Taken from its content unless told."
    )
    var document: String?

    @Option(help: "The media type of the document.")
    var type = "application/octet-stream"

    @Option(help: "The gateway.")
    var url: String?

    @Option(name: .customLong("cert"), help: "The client's certificate, PEM.")
    var certificate: String?

    @Option(help: "The client's key, PEM.")
    var key: String?

    @Option(name: .customLong("ca"), help: "The authority of the gateway's certificate, PEM.")
    var authority: String?

    @Option(help: "The folder of a running trial.")
    var directory = TryFolder.standard

    func validate() throws {
        guard (feed != nil) != event else { throw ValidationError("Give either --feed NAME FILE or --event FILE.") }
        guard (certificate == nil) == (key == nil) else { throw ValidationError("Give --cert and --key together.") }
    }

    func run() async throws {
        let console = Console()
        do {
            let way = try way()
            let client = try GatewayClient(way.identity, url: way.url)
            do {
                if let feed { try await send(feed, way, client, console) } else { try await post(way, client, console) }
            } catch {
                await client.close()
                throw error
            }
            await client.close()
        } catch let code as ExitCode {
            throw code
        } catch {
            console.say("Not sent: \(error)")
            throw ExitCode(1)
        }
    }

    private func send(_ feed: String, _ way: SendingWay, _ client: GatewayClient, _ console: Console) async throws {
        // So that the same file sent twice is one document, whatever it is called.
        let content = try await FileChunks.digest(of: file)
        let size = try FileChunks(file).size
        let chunks = try FileChunks(file) { console.progress("sent \($0 / 1024) of \(size / 1024) KiB") }
        let run = try await client.send(feed: feed, chunks, document: document ?? content, type: type, for: way.agency)
        {
            console.progress("\($0) rows are done")
        }
        console.say(SendReport(run).text)
        if run.state != "done" { throw ExitCode(1) }
    }

    private func post(_ way: SendingWay, _ client: GatewayClient, _ console: Console) async throws {
        let bytes = [UInt8](try DayScript.read(file))
        let answer = try await client.post("/v1/messages", bytes, as: "application/cloudevents+json", for: way.agency)
        console.say(SendReport.text(of: answer))
        if !answer.isGood { throw ExitCode(1) }
    }

    /// Certificate, agency and address: as told, else as the trial left them.
    private func way() throws -> SendingWay {
        let folder = TryFolder(directory)
        let known = Identities.load(folder)
        let sender = known.flatMap { event ? $0.sender(ofEvent: file) : $0.sender(to: feed ?? "", for: agency) }
        let address = url ?? known?.url ?? "https://localhost:8443"
        let authority = authority ?? folder.authority
        if let certificate, let key {
            let identity = ClientIdentity(certificate: certificate, key: key, authority: authority)
            return SendingWay(identity: identity, url: address, agency: agency)
        }
        guard let sender else { throw SendingWay.Unknown(feed: feed, folder: folder.shown) }
        let identity = folder.identity(of: sender.client)
        return SendingWay(
            identity: ClientIdentity(certificate: identity.certificate, key: identity.key, authority: authority),
            url: address,
            agency: agency ?? sender.agency
        )
    }
}

/// With which identity, where to and for which agency something is sent.
struct SendingWay: Sendable {
    let identity: ClientIdentity
    let url: String
    /// Nil where the client acts for one only.
    let agency: String?

    struct Unknown: Error, CustomStringConvertible {
        let feed: String?
        let folder: String

        var description: String {
            "\(folder) knows no client that sends \(feed.map { "to \($0)" } ?? "events of this source"). "
                + "Mend: start `concordat try`, or give --cert, --key and --ca."
        }
    }
}

extension Identities {
    /// The first client that may send to a feed, for the agency if one is named.
    func sender(to feed: String, for agency: String?) -> Sender? {
        feeds[feed]?.first { agency == nil || $0.agency == agency }
    }

    /// The client to which the event's source belongs.
    func sender(ofEvent file: String) -> Sender? {
        guard let data = FileManager.default.contents(atPath: file), let document = try? JSONDocument([UInt8](data))
        else { return nil }
        return document.root["source"]?.stringValue.flatMap { sources[$0] }
    }
}
