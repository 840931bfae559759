// SPDX-License-Identifier: Apache-2.0

package import AdapterKit
package import Exchange

/// Settles earlier deliveries on the later word of their recipients, which arrives through a feed.
package struct ReportSettler: ReportSettling {
    private let exchange: ExchangeService
    private let node: String

    package init(exchange: ExchangeService, node: String) {
        self.exchange = exchange
        self.node = node
    }

    package func settle(_ report: DeliveryReport, recipient: AgencyID) async throws -> Bool {
        let book = try exchange.books.current()
        guard let key = book.agencyKey(recipient) else { return false }
        let outcomes = try await exchange.store.settle(
            [
                Settlement(
                    target: .report(recipient: key, reference: report.reference),
                    event: .report(report.outcome),
                    recipient: key,
                    holder: node
                )
            ],
            parties: BookNaming(book).parties
        )
        return outcomes.first == .settled
    }
}
