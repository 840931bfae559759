// SPDX-License-Identifier: Apache-2.0

internal import JSONSchema

extension ExchangeService {
    /// One attempt under one version of the book: judge, prepare, commit together, conclude.
    struct Round {
        private let service: ExchangeService
        private let book: Book
        private let first: Int
        private let actor: Actor
        private let rehearsal: Bool
        private let times: TimeRules

        init(
            _ service: ExchangeService,
            book: Book,
            first: Int,
            actor: Actor,
            rehearsal: Bool,
            times: TimeRules
        ) {
            self.service = service
            self.book = book
            self.first = first
            self.actor = actor
            self.rehearsal = rehearsal
            self.times = times
        }

        private struct Judged {
            let index: Int
            let judgement: Judgement
            let at: Timestamp
        }

        private struct Prepared {
            let index: Int
            let judgement: Judgement
            let submission: Submission
            /// Nil for what is recorded only: a refusal or a rehearsal.
            let ids: GivenIDs?
        }

        /// - Parameters:
        ///   - open: which offers have no result yet.
        /// - Returns: those of them that must be judged again, because the book had moved on.
        func run(_ offers: [Offer], _ open: [Int], into results: inout [SubmissionResult?]) async -> [Int] {
            let now = service.clock.now()
            // Why all are judged before the first is sealed: either is much code, and one of them at a time stays in the processor's cache.
            let all = open.map { index in
                let offer = offers[index]
                // Why a microsecond apart: ids sort by time, so events that come together keep the order their sender gave them.
                let at = Timestamp(microseconds: now.microseconds + Int64(first + index))
                let judgement = book.judge(offer.envelope, data: offer.data, actor: actor, on: at, times: times)
                return Judged(index: index, judgement: judgement, at: at)
            }
            var prepared: [Prepared] = []
            prepared.reserveCapacity(open.count)
            var recorded: [Judged] = []
            for judged in all {
                guard judged.judgement.isAccepted, !rehearsal else {
                    recorded.append(judged)
                    continue
                }
                do throws(Vault.Failure) {
                    prepared.append(try prepare(judged, offers[judged.index]))
                } catch {
                    results[judged.index] = .failed(StoreFailure(.rejected, "the body could not be sealed: \(error)"))
                }
            }
            for judged in await unknown(recorded, offers, into: &results) {
                let submission = service.recorded(
                    judged.judgement,
                    offers[judged.index],
                    actor: actor,
                    book: book,
                    rehearsal: rehearsal,
                    at: judged.at
                )
                prepared.append(
                    Prepared(index: judged.index, judgement: judged.judgement, submission: submission, ids: nil)
                )
            }
            guard !prepared.isEmpty else { return [] }
            return conclude(prepared, await service.store.accept(prepared.map(\.submission)), into: &results)
        }

        private func prepare(_ judged: Judged, _ offer: Offer) throws(Vault.Failure) -> Prepared {
            let judgement = judged.judgement
            let (submission, ids) = try service.accepted(judgement, offer, actor: actor, book: book, at: judged.at)
            return Prepared(index: judged.index, judgement: judgement, submission: submission, ids: ids)
        }

        /// Answers those that were accepted before and returns the others.
        private func unknown(
            _ refused: [Judged],
            _ offers: [Offer],
            into results: inout [SubmissionResult?]
        ) async -> [Judged] {
            // Why first: an event accepted earlier keeps its receipt, also when today's book would refuse it.
            guard !rehearsal, !refused.isEmpty else { return refused }
            let claimed = refused.compactMap { judged in
                service.claim(of: judged.judgement, offers[judged.index]).map { (judged, $0) }
            }
            let found = await service.reader.receipts(for: claimed.map(\.1))
            for ((judged, _), outcome) in zip(claimed, found) {
                switch outcome {
                case .repeated(let receipt):
                    results[judged.index] = .accepted(judged.judgement, receipt, repeated: true, ids: nil)
                case .changed: results[judged.index] = .refused(Refusal(.eventChanged), nil, nil)
                case .failed(let failure): results[judged.index] = .failed(failure)
                default: break
                }
            }
            return refused.filter { results[$0.index] == nil }
        }

        private func conclude(
            _ prepared: [Prepared],
            _ outcomes: [AcceptOutcome],
            into results: inout [SubmissionResult?]
        ) -> [Int] {
            var stale: [Int] = []
            var deliveries: [NewDelivery] = []
            for (prepared, outcome) in zip(prepared, outcomes) {
                let judgement = prepared.judgement
                switch outcome {
                case .committed(let receipt), .repeated(let receipt):
                    guard let ids = prepared.ids else {
                        results[prepared.index] =
                            rehearsal
                            ? .rehearsed(judgement, receipt)
                            : .refused(judgement.refusal ?? Refusal(.disclosureNotPermitted), judgement, receipt)
                        continue
                    }
                    if case .repeated = outcome {
                        results[prepared.index] = .accepted(judgement, receipt, repeated: true, ids: nil)
                    } else {
                        deliveries += prepared.submission.deliveries
                        results[prepared.index] = .accepted(judgement, receipt, repeated: false, ids: ids)
                    }
                case .changed: results[prepared.index] = .refused(Refusal(.eventChanged), nil, nil)
                case .failed(let failure): results[prepared.index] = .failed(failure)
                case .staleBook: stale.append(prepared.index)
                }
            }
            if !deliveries.isEmpty { service.announce(deliveries) }
            return stale
        }
    }
}
