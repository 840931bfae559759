// SPDX-License-Identifier: Apache-2.0

package import AdapterKit
package import Exchange

/// Settles earlier deliveries on the later word of their recipients, which arrives through a feed.
///
/// Whoever may fetch such a delivery from the agency's inbox may say what became of it; nobody else.
package struct ReportSettler: ReportSettling {
    private let exchange: ExchangeService
    private let node: String

    package init(exchange: ExchangeService, node: String) {
        self.exchange = exchange
        self.node = node
    }

    package func settle(_ report: DeliveryReport, from actor: Actor) async throws -> ReportFate {
        let book = try exchange.books.current()
        guard let key = book.agencyKey(actor.agency) else { return .unknown }
        let clauses = book.receivableClauseKeys(by: actor, on: CalendarDate(londonAt: exchange.now))
        guard !clauses.isEmpty else { return .notAuthorised }
        let outcomes = try await exchange.store.settle(
            [
                Settlement(
                    target: .report(recipient: key, reference: report.reference, clauses: clauses),
                    event: .report(report.outcome),
                    recipient: key,
                    holder: node
                )
            ],
            parties: BookNaming(book).parties
        )
        return outcomes.first == .settled ? .settled : .unknown
    }
}
