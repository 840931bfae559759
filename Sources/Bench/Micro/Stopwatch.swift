// SPDX-License-Identifier: Apache-2.0

/// Times a small piece of work: several turns, of which the median counts.
struct Stopwatch {
    /// How many turns count, beside the one that warms up.
    static let turns = 5

    /// How long one turn lasts.
    let turn: Duration
    /// Pieces done between two looks at the clock: with as many as there are different ones, a turn does all equally often.
    var chunk = 64
    private let clock = ContinuousClock()

    /// - Parameter work: does one piece, told its number.
    /// - Returns: nanoseconds a piece.
    func time(_ work: (Int) throws -> Void) rethrows -> Double {
        var times: [Double] = []
        var number = 0
        for _ in 0...Self.turns {
            let begin = clock.now
            let first = number
            repeat {
                for _ in 0..<chunk {
                    try work(number)
                    number += 1
                }
            } while clock.now - begin < turn
            times.append(Self.nanoseconds(clock.now - begin) / Double(number - first))
        }
        return Self.median(times)
    }

    /// The same for work that suspends.
    func time(_ work: (Int) async throws -> Void) async rethrows -> Double {
        var times: [Double] = []
        var number = 0
        for _ in 0...Self.turns {
            let begin = clock.now
            let first = number
            repeat {
                for _ in 0..<chunk {
                    try await work(number)
                    number += 1
                }
            } while clock.now - begin < turn
            times.append(Self.nanoseconds(clock.now - begin) / Double(number - first))
        }
        return Self.median(times)
    }

    /// Of all turns but the first, which warms up.
    private static func median(_ times: [Double]) -> Double {
        let sorted = times.dropFirst().sorted()
        return sorted[sorted.count / 2]
    }

    private static func nanoseconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) / 1e9
    }
}

/// Keeps a result from being optimised away.
@inline(never)
func use<Value>(_ value: Value) {
    withExtendedLifetime(value) {}
}
