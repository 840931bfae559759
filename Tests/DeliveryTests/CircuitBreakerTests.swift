// SPDX-License-Identifier: Apache-2.0

import Exchange
import Testing

@testable import Delivery

@Suite struct CircuitBreakerTests {
    private let morning = Timestamp(microseconds: 1_000_000_000)

    /// A breaker after so many failures, one pause after the other, the last of them in the morning.
    private func broken(_ failures: Int) -> CircuitBreaker {
        var breaker = CircuitBreaker()
        for number in 0..<failures { breaker.failed(at: morning + .seconds((number + 1 - failures) * 1_000)) }
        return breaker
    }

    @Test func `a destination that answers may have every free place`() {
        #expect(CircuitBreaker().allowance(of: 8, at: morning) == 8)
        #expect(broken(4).allowance(of: 8, at: morning) == 8)
    }

    @Test func `after five failures in a row it is left alone, then tried with one delivery`() {
        let breaker = broken(5)
        #expect(breaker.allowance(of: 8, at: morning) == 0)
        #expect(breaker.allowance(of: 8, at: morning + .milliseconds(4_999)) == 0)
        #expect(breaker.allowance(of: 8, at: morning + .seconds(5)) == 1)
        #expect(breaker.allowance(of: 0, at: morning + .seconds(5)) == 0)
    }

    @Test func `an answer in between starts the count anew`() {
        var breaker = broken(4)
        breaker.answered()
        breaker.failed(at: morning)
        #expect(breaker.allowance(of: 8, at: morning) == 8)
    }

    @Test func `an answer after the pause opens every place at once`() {
        var breaker = broken(9)
        breaker.answered()
        #expect(breaker.allowance(of: 8, at: morning) == 8)
    }

    @Test func `each failed try doubles the pause, up to five minutes`() {
        var pauses: [Int] = []
        for failures in 5...14 {
            let breaker = broken(failures)
            pauses.append((1...1000).first { breaker.allowance(of: 1, at: morning + .seconds($0)) == 1 } ?? 0)
        }
        #expect(pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300, 300])
    }

    @Test func `attempts that were under way when the pause began do not prolong it`() {
        var breaker = broken(5)
        for _ in 0..<20 { breaker.failed(at: morning + .seconds(1)) }
        #expect(breaker.allowance(of: 8, at: morning + .seconds(5)) == 1)
    }

    @Test func `places in flight are counted and given back`() {
        let destinations = Destinations()
        #expect(destinations.reserve(1, of: 3, at: morning) == 3)
        #expect(destinations.reserve(1, of: 3, at: morning) == 0)
        #expect(destinations.reserve(2, of: 3, at: morning) == 3)
        destinations.release(1, 1)
        destinations.finished(1, .answered, at: morning)
        #expect(destinations.reserve(1, of: 3, at: morning) == 2)
    }

    @Test
    func `an attempt that says nothing of the destination changes nothing, and leaves the single try to the next`() {
        let destinations = Destinations()
        #expect(destinations.reserve(1, of: 8, at: morning) == 8)
        for _ in 0..<7 { destinations.finished(1, .silent, at: morning) }
        destinations.finished(1, .none, at: morning)
        #expect(destinations.reserve(1, of: 8, at: morning) == 0)
        let later = morning + .seconds(600)
        #expect(destinations.reserve(1, of: 8, at: later) == 1)
        destinations.finished(1, .none, at: later)
        #expect(destinations.reserve(1, of: 8, at: later) == 1)
        destinations.finished(1, .answered, at: later)
        #expect(destinations.reserve(1, of: 8, at: later) == 8)
    }

    @Test func `a single try that was granted and not used is given back`() {
        let destinations = Destinations()
        #expect(destinations.reserve(1, of: 8, at: morning) == 8)
        for _ in 0..<8 { destinations.finished(1, .silent, at: morning) }
        let later = morning + .seconds(600)
        #expect(destinations.reserve(1, of: 8, at: later) == 1)
        destinations.release(1, 1)
        #expect(destinations.reserve(1, of: 8, at: later) == 1)
    }

    @Test func `a destination that failed now and then still has its last free place`() {
        let destinations = Destinations()
        #expect(destinations.reserve(1, of: 2, at: morning) == 2)
        destinations.finished(1, .silent, at: morning)
        #expect(destinations.reserve(1, of: 2, at: morning) == 1)
    }

    @Test func `the single try of a broken destination waits for the tries before it`() {
        let destinations = Destinations()
        #expect(destinations.reserve(1, of: 8, at: morning) == 8)
        for _ in 0..<7 { destinations.finished(1, .silent, at: morning) }
        let later = morning + .seconds(600)
        #expect(destinations.reserve(1, of: 8, at: later) == 0)
        destinations.finished(1, .silent, at: morning)
        #expect(destinations.reserve(1, of: 8, at: later) == 1)
        #expect(destinations.reserve(1, of: 8, at: later) == 0)
    }
}
