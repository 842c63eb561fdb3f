import Federation
import Server
import Web

/// Everything about official papers; the seals come from whoever joins the room.
func documentRoutes(_ seals: SealSource) -> [Route] {
    [
        .get(Places.documents, .officer(.documentKeep), listDocuments),
        .get(Places.documentNew, .officer(.documentKeep), askDocument),
        .post(Places.documents, .officer(.documentKeep), draftDocument, again: askDocument),
        .get(Places.document, .officer(.documentKeep), showDocument),
        .get(Places.documentRevision, .officer(.documentKeep), askDocumentRevision),
        .post(Places.documentRevision, .officer(.documentKeep), reviseDocument, again: askDocumentRevision),
        .post(Places.documentSubmission, .officer(.documentKeep), submitDocument, again: showDocument),
        .post(Places.documentReturn, .officer(.documentIssue), giveDocumentBack, again: showDocument),
        .get(Places.documentIssue, .officer(.documentIssue), askIssue),
        .post(Places.documentIssue, .officer(.documentIssue), issueDocument, again: askIssue),
        .post(Places.documentWithdrawal, .officer(.documentIssue), withdrawDocument, again: showDocument),
        .open(.get, Places.documentPDF, .officer(.documentKeep)) { try await sendDocumentPDF($0, $1, seals) },
        .open(.post, Places.documentAttachments, .officer(.documentKeep), addAttachment, again: askAttachment),
        .open(.get, Places.documentAttachment, .officer(.documentKeep), sendAttachment),
        .post(Places.documentAttachmentEnd, .officer(.documentKeep), endAttachment),
        .get(Places.receipts, .officer(.documentKeep), showReceipts),
        .open(.get, Places.receiptsExport, .officer(.documentKeep), exportReceipts),
        .get(Places.series, .officer(.documentIssue), showSeries),
        .post(Places.series, .officer(.documentIssue), addSeries, again: showSeries),
        .get(Places.received, .officer(.unitSee), listReceived),
        .get(Places.receivedDocument, .officer(.unitSee), showReceived),
        .post(Places.receivedReceipt, .officer(.documentKeep), signReceived),
        .open(.get, Places.receivedPDF, .officer(.unitSee)) { try await sendReceivedPDF($0, $1, $2, seals) },
        .open(.get, Places.receivedAttachment, .officer(.unitSee), sendReceivedAttachment),
    ]
}
