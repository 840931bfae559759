// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Synchronization

/// How fast each agency may ask: a bucket of tokens that fills with time, and each request takes one.
///
/// Each node counts for itself.
final class AgencyRates: Sendable {
    private struct Bucket {
        /// In millionths of a token.
        var tokens: Int64
        var filledAt: Timestamp
    }

    private static let token: Int64 = 1_000_000
    private let perSecond: Int64
    private let full: Int64
    /// One for each agency of the directory that has asked, so never many.
    private let buckets = Mutex<[Int32: Bucket]>([:])

    init(perSecond: Int, burst: Int) {
        self.perSecond = Int64(perSecond)
        full = Int64(max(burst, 1)) * Self.token
    }

    /// Takes a token of the agency, if it has one.
    func take(_ agency: Int32, at now: Timestamp) -> Bool {
        buckets.withLock { buckets in
            var bucket = buckets[agency] ?? Bucket(tokens: full, filledAt: now)
            // A clock set back fills nothing; a day fills any bucket, and more could overflow.
            let passed = min(max(now.microseconds - bucket.filledAt.microseconds, 0), 86_400_000_000)
            bucket.tokens = min(full, bucket.tokens + passed * perSecond)
            bucket.filledAt = now
            let isFree = bucket.tokens >= Self.token
            if isFree { bucket.tokens -= Self.token }
            buckets[agency] = bucket
            return isFree
        }
    }
}
