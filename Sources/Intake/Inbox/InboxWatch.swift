// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Logging
internal import ServiceLifecycle

/// Looks in the store for what other nodes committed, and for what became due with time, on behalf of everyone who waits here.
///
/// One question for all of them: a hundred waiting recipients cost as much as one.
struct InboxWatch: Service {
    let store: any Store
    let signal: DeliverySignal
    let pauses: InboxPauses
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: interval)
                await look()
            }
        }
    }

    func look() async {
        let recipients = pauses.due(signal.waitingRecipients, at: .now)
        guard !recipients.isEmpty else { return }
        do throws(StoreFailure) {
            let waiting = try await store.waiting(recipients, on: .mailbox)
            pauses.prompt(waiting, at: .now)
            signal.notify(recipients: waiting)
        } catch {
            logger.debug("the inboxes could not be looked at", metadata: ["reason": "\(error)"])
        }
    }
}
