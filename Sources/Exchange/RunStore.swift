// SPDX-License-Identifier: Apache-2.0

/// Where feed documents are spooled and their runs kept: a run is one document, read once, resumably.
package protocol RunStore: Sendable {
    /// Begins the run of a document.
    func begin(_ document: NewRun) async throws(StoreFailure) -> FeedRun

    /// Spools one sealed chunk.
    func spool(_ chunk: SealedBody, number: Int, of run: FeedRun) async throws(StoreFailure)

    /// Marks the document whole, so that it may be read, under the id it is to be known by.
    ///
    /// A run of the same document and bytes that failed does not stand in its way: this is then the next attempt, under the same source.
    ///
    /// - Returns: false when another document of the agency and feed has that id; nothing is changed then.
    func received(_ run: FeedRun, document: String, digest: [UInt8], bytes: Int64, chunks: Int)
        async throws(StoreFailure)
        -> Bool

    /// The run of a document that came before; of several attempts the one that has not failed, else the last.
    func find(document: String, feed: String, agency: Int32) async throws(StoreFailure) -> FeedRun?

    /// Forgets a document that never became whole, so that it can be sent again.
    func abandon(_ run: FeedRun) async throws(StoreFailure)

    /// Lets go of what earlier processes of the holder's node were reading.
    func release(before holder: RunHolder) async throws(StoreFailure)

    /// Takes the oldest run that waits, or whose reader has fallen silent.
    func claim(holder: RunHolder, for duration: Duration) async throws(StoreFailure) -> FeedRun?

    /// One chunk of a document, still sealed; its id is derived from run and number.
    func chunk(_ number: Int, of run: FeedRun) async throws(StoreFailure) -> SealedBody?

    /// Writes the results of items and how far the run has come.
    ///
    /// - Returns: false when the run has been taken over by another reader.
    func progress(_ run: FeedRun, holder: RunHolder, itemsDone: Int64, results: [RunResult], hold: Duration)
        async throws(StoreFailure)
        -> Bool

    /// Ends a run.
    func finish(_ run: FeedRun, holder: RunHolder, failure: String?) async throws(StoreFailure)

    /// A run as an agency may see it.
    func run(_ id: UniqueID, agency: Int32) async throws(StoreFailure) -> FeedRun?

    /// The results of a run in the order of the document, behind number `after`.
    func results(of run: FeedRun, agency: Int32, after: Int64, limit: Int) async throws(StoreFailure) -> [RunResult]

    /// How many items came to which verdict.
    func counts(of run: FeedRun, agency: Int32) async throws(StoreFailure) -> [(
        verdict: RunResult.Verdict, items: Int64
    )]
}

/// Who reads a run: a process of a node.
///
/// The node has one at a time, so that what an earlier process held is nobody's.
package struct RunHolder: Sendable, Hashable {
    package let node: String
    package let process: UniqueID

    package init(node: String, process: UniqueID) {
        self.node = node
        self.process = process
    }
}

/// A document about to be received.
package struct NewRun: Sendable {
    package let id: UniqueID
    package let feed: String
    package let agency: Int32
    package let client: ClientID
    /// The source its rows are sent under; nil when the client has none for the agency.
    package let source: String?
    /// A digest of how the feed is set up to read it.
    package let setup: [UInt8]
    /// The document's own id: the same id of the same agency and feed is the same document.
    package let document: String
    package let contentType: String?
    package let receivedAt: Timestamp

    package init(
        id: UniqueID,
        feed: String,
        agency: Int32,
        client: ClientID,
        source: String?,
        setup: [UInt8],
        document: String,
        contentType: String?,
        receivedAt: Timestamp
    ) {
        self.id = id
        self.feed = feed
        self.agency = agency
        self.client = client
        self.source = source
        self.setup = setup
        self.document = document
        self.contentType = contentType
        self.receivedAt = receivedAt
    }
}

/// A run as it stands.
package struct FeedRun: Sendable {
    /// The numbers are stored.
    package enum State: Int16, Sendable {
        case receiving = 1
        case queued = 2
        case reading = 3
        case done = 4
        case failed = 5

        package var word: String {
            switch self {
            case .receiving: "receiving"
            case .queued: "queued"
            case .reading: "reading"
            case .done: "done"
            case .failed: "failed"
            }
        }
    }

    package let id: UniqueID
    package let feed: String
    package let agency: Int32
    package let client: ClientID
    /// The source its rows are sent under, from its first attempt to its last.
    package let source: String?
    /// A digest of how the feed was set up to read it when it was received.
    package let setup: [UInt8]
    package let document: String
    package let digest: [UInt8]
    package let contentType: String?
    package let bytes: Int64
    package let chunks: Int
    package let state: State
    package let itemsDone: Int64
    package let reason: String?
    package let receivedAt: Timestamp
    package let finishedAt: Timestamp?

    package init(
        id: UniqueID,
        feed: String,
        agency: Int32,
        client: ClientID,
        source: String?,
        setup: [UInt8],
        document: String,
        digest: [UInt8],
        contentType: String?,
        bytes: Int64,
        chunks: Int,
        state: State,
        itemsDone: Int64,
        reason: String?,
        receivedAt: Timestamp,
        finishedAt: Timestamp?
    ) {
        self.id = id
        self.feed = feed
        self.agency = agency
        self.client = client
        self.source = source
        self.setup = setup
        self.document = document
        self.digest = digest
        self.contentType = contentType
        self.bytes = bytes
        self.chunks = chunks
        self.state = state
        self.itemsDone = itemsDone
        self.reason = reason
        self.receivedAt = receivedAt
        self.finishedAt = finishedAt
    }
}

/// What became of one item of a document.
package struct RunResult: Sendable {
    package enum Verdict: String, Sendable, CaseIterable {
        case accepted, repeated, refused, fault, passed, reply
    }

    /// The item's number in the document, from 1.
    package let number: Int64
    package let position: String
    package let verdict: Verdict
    package let message: UniqueID?
    /// JSON without any value of the record: recipients, rules, mends.
    package let detail: [UInt8]

    package init(number: Int64, position: String, verdict: Verdict, message: UniqueID?, detail: [UInt8]) {
        self.number = number
        self.position = position
        self.verdict = verdict
        self.message = message
        self.detail = detail
    }
}

extension FeedRun {
    /// The id a chunk is sealed under: no chunk can stand in for another.
    package func chunkID(_ number: Int) -> UniqueID {
        UniqueID.derived(from: ["concordat/chunk", id.description, String(number)])
    }
}
