// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Standard output.
enum Standard {
    /// Bowtie waits for each answer, and a pipe is not flushed at the end of a line.
    static func flush() { fflush(nil) }
}
