// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Synchronization

/// Submissions waiting for a writer.
///
/// A free writer takes everything that waits, up to its group size: requests share transactions by arriving at the same
/// time, and nobody lingers for company.
final class AcceptQueue: Sendable {
    struct Waiting: Sendable {
        let submission: Submission
        let place: Int
        let party: Party
    }

    /// Submissions that came together: answered together, once each of them has an outcome.
    final class Party: Sendable {
        private let outcomes: Mutex<(given: [AcceptOutcome?], missing: Int)>
        private let done: CheckedContinuation<[AcceptOutcome], Never>

        init(_ count: Int, _ done: CheckedContinuation<[AcceptOutcome], Never>) {
            outcomes = Mutex((Array(repeating: nil, count: count), count))
            self.done = done
        }

        func settle(_ place: Int, _ outcome: AcceptOutcome) {
            let all = outcomes.withLock { outcomes -> [AcceptOutcome]? in
                outcomes.given[place] = outcome
                outcomes.missing -= 1
                return outcomes.missing == 0 ? outcomes.given.compactMap(\.self) : nil
            }
            if let all { done.resume(returning: all) }
        }
    }

    private struct State {
        var waiting = Line()
        /// Waiting or being written, by agency.
        var perAgency: [Int32: Int] = [:]
        var outstanding = 0
        var writers: [CheckedContinuation<Void, Never>] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let agencyCapacity: Int
    private let groupSize: Int

    init(capacity: Int, agencyCapacity: Int, groupSize: Int) {
        self.capacity = capacity
        self.agencyCapacity = agencyCapacity
        self.groupSize = groupSize
    }

    /// Waits until every submission is committed or given up.
    func submit(_ submissions: [Submission]) async -> [AcceptOutcome] {
        guard !submissions.isEmpty else { return [] }
        return await withCheckedContinuation { done in
            let party = Party(submissions.count, done)
            var refused: [(place: Int, failure: StoreFailure)] = []
            let writers = state.withLock { state -> ArraySlice<CheckedContinuation<Void, Never>> in
                for (place, submission) in submissions.enumerated() {
                    if let failure = refusal(of: submission, state) {
                        refused.append((place, failure))
                        continue
                    }
                    state.outstanding += 1
                    state.perAgency[submission.agency, default: 0] += 1
                    state.waiting.append(Waiting(submission: submission, place: place, party: party))
                }
                let taken = submissions.count - refused.count
                let woken = state.writers.suffix((taken + groupSize - 1) / groupSize)
                state.writers.removeLast(woken.count)
                return woken
            }
            for (place, failure) in refused { party.settle(place, .failed(failure)) }
            for writer in writers { writer.resume() }
        }
    }

    private func refusal(of submission: Submission, _ state: borrowing State) -> StoreFailure? {
        if state.isClosed { return StoreFailure(.unavailable, "the gateway is stopping") }
        if state.outstanding >= capacity { return StoreFailure(.full, "the accept queue is full") }
        if state.perAgency[submission.agency, default: 0] >= agencyCapacity {
            return StoreFailure(.agencyFull, "the agency's share of the accept queue is used up")
        }
        return nil
    }

    /// Takes the next group, waiting for one; nil once the queue is closed and empty.
    ///
    /// Two submissions of the same event never share a group: the second would not see what became of the first.
    func next() async -> [Waiting]? {
        while true {
            let group = state.withLock { state -> [Waiting]? in
                guard !state.waiting.isEmpty else { return state.isClosed ? [] : nil }
                return state.waiting.take(groupSize)
            }
            if let group { return group.isEmpty ? nil : group }
            await withCheckedContinuation { (ready: CheckedContinuation<Void, Never>) in
                let now = state.withLock { state in
                    guard state.waiting.isEmpty, !state.isClosed else { return true }
                    state.writers.append(ready)
                    return false
                }
                if now { ready.resume() }
            }
        }
    }

    /// Answers a group and frees its places.
    func finish(_ group: [Waiting], _ outcomes: [AcceptOutcome]) {
        state.withLock { state in
            for item in group {
                state.outstanding -= 1
                let left = state.perAgency[item.submission.agency, default: 1] - 1
                state.perAgency[item.submission.agency] = left > 0 ? left : nil
            }
        }
        for (item, outcome) in zip(group, outcomes) { item.party.settle(item.place, outcome) }
    }

    /// Takes no more; what waits is still written.
    func close() {
        let writers = state.withLock { state in
            state.isClosed = true
            defer { state.writers = [] }
            return state.writers
        }
        for writer in writers { writer.resume() }
    }

    /// Those who wait, in order; taking a group costs as much as the group, however long the line.
    private struct Line {
        /// Nil before `first`, where somebody was taken.
        private var places: [Waiting?] = []
        private var first = 0

        var isEmpty: Bool { first == places.count }

        mutating func append(_ item: Waiting) { places.append(item) }

        /// Takes the first ones that may share a group; those passed over keep their order, before all others.
        mutating func take(_ limit: Int) -> [Waiting] {
            var keys: Set<Key> = []
            var taken: [Waiting] = []
            var left: [Waiting] = []
            while first < places.count, taken.count < limit {
                if let item = places[first] {
                    if item.submission.claim.map({ keys.insert(Key($0)).inserted }) ?? true {
                        taken.append(item)
                    } else {
                        left.append(item)
                    }
                }
                places[first] = nil
                first += 1
            }
            for item in left.reversed() {
                first -= 1
                places[first] = item
            }
            if first > places.count / 2 {
                places.removeFirst(first)
                first = 0
            }
            return taken
        }
    }

    private struct Key: Hashable {
        let agency: Int32
        let source: Int32
        let id: UniqueID

        init(_ claim: EventClaim) {
            agency = claim.agency
            source = claim.source
            id = claim.id
        }
    }
}
