// SPDX-License-Identifier: Apache-2.0

import Exchange
import Foundation

/// What to do while a trial stays up: commands that work as printed.
struct TryHints {
    let folder: TryFolder
    let ports: TryPorts
    /// The folder of the day's events.
    let events: String

    var text: String {
        """

        The gateway stays up at \(ports.url); its log is \(folder.shown)/gateway.log. To look further:

          # the contracts the police records system may use
          \(curl("police-records")) \(ports.url)/v1/contracts

          # send an event, and send it again: the receipt stays the same
          \(curl("police-records")) -H 'content-type: application/cloudevents+json' --data-binary @\(events)/missing-rehearsal.json \\
            \(ports.url)/v1/messages

          # children's services fetch it; acknowledge with the lease that comes with it
          \(curl("childrens-services-casework")) -H 'content-type: application/json' -d '{"limit":10,"leaseSeconds":60}' \(ports.url)/v1/inbox/lease

          # how far it is, and the proof that its entry is in the log
          \(curl("police-records")) \(ports.url)/v1/messages/019aa3c0-1000-7000-8000-000000000006
          \(curl("police-records")) \(ports.url)/v1/messages/019aa3c0-1000-7000-8000-000000000006/proof

          # refused by agreement, with the reason and who must mend it
          \(curl("police-records")) -H 'content-type: application/cloudevents+json' --data-binary @\(events)/missing-to-wrong-school.json \\
            \(ports.url)/v1/messages

          # the log's newest checkpoint; readiness and metrics
          \(curl("police-records")) \(ports.url)/checkpoint
          curl -s http://127.0.0.1:\(ports.administration)/readyz
          curl -s http://127.0.0.1:\(ports.administration)/metrics

          # documents of your own
          \(program) send --feed schools.suspensions\(directory) FILE
          \(program) audit verify --settings \(folder.shown)/settings.yaml

        Ctrl-C ends it all.
        """
    }

    private func curl(_ client: String) -> String {
        "curl -s --cacert \(folder.shown)/ca.pem --cert \(folder.shown)/clients/\(client).pem --key \(folder.shown)/clients/\(client).key"
    }

    /// This program as it can be called from here.
    private var program: String {
        let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "concordat"
        let here = FileManager.default.currentDirectoryPath + "/"
        return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
    }

    private var directory: String { folder.shown == TryFolder.standard ? "" : " --directory \(folder.shown)" }
}
