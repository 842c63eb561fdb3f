import Web

/// Every address of the room.
enum Places {
    static let documents = Place("/units/:id/documents", ID<Unit>.self)
    static let documentNew = Place("/units/:id/documents/new", ID<Unit>.self)
    static let document = Place("/documents/:id", ID<OfficialDocument>.self)
    static let documentRevision = Place("/documents/:id/revision", ID<OfficialDocument>.self)
    static let documentSubmission = Place("/documents/:id/submission", ID<OfficialDocument>.self)
    static let documentReturn = Place("/documents/:id/return", ID<OfficialDocument>.self)
    static let documentIssue = Place("/documents/:id/issue", ID<OfficialDocument>.self)
    static let documentWithdrawal = Place("/documents/:id/withdrawal", ID<OfficialDocument>.self)
    static let documentPDF = Place("/documents/:id/paper", ID<OfficialDocument>.self)
    static let documentAttachments = Place("/documents/:id/attachments", ID<OfficialDocument>.self)
    static let documentAttachment = Place(
        "/documents/:id/attachments/:file", ID<OfficialDocument>.self, ID<Attachment>.self)
    static let documentAttachmentEnd = Place(
        "/documents/:id/attachments/:file/end", ID<OfficialDocument>.self, ID<Attachment>.self)
    static let receipts = Place("/documents/:id/receipts", ID<OfficialDocument>.self)
    static let receiptsExport = Place("/documents/:id/receipts/export", ID<OfficialDocument>.self)
    static let series = Place("/units/:id/document-series", ID<Unit>.self)

    static let received = Place("/units/:id/received", ID<Unit>.self)
    static let receivedDocument = Place("/units/:id/received/:document", ID<Unit>.self, ID<OfficialDocument>.self)
    static let receivedReceipt = Place(
        "/units/:id/received/:document/receipt", ID<Unit>.self, ID<OfficialDocument>.self)
    static let receivedPDF = Place("/units/:id/received/:document/paper", ID<Unit>.self, ID<OfficialDocument>.self)
    static let receivedAttachment = Place(
        "/units/:id/received/:document/attachments/:file", ID<Unit>.self, ID<OfficialDocument>.self,
        ID<Attachment>.self)

    static let notices = Place("/units/:id/notices", ID<Unit>.self)
    static let noticeNew = Place("/units/:id/notices/new", ID<Unit>.self)
    static let notice = Place("/notices/:id", ID<Notice>.self)
    static let noticeStop = Place("/notices/:id/stop", ID<Notice>.self)
    static let noticePeople = Place("/notices/:id/people", ID<Notice>.self)
    static let noticeExport = Place("/notices/:id/people/export", ID<Notice>.self)
    static let noticeSlips = Place("/notices/:id/slips", ID<Notice>.self)

    static let channels = Place("/units/:id/channels", ID<Unit>.self)
    static let gatewayNew = Place("/units/:id/channels/new", ID<Unit>.self)
    static let gatewayState = Place("/gateways/:id/state", ID<Gateway>.self)
    static let quietHours = Place("/units/:id/quiet-hours", ID<Unit>.self)

    static let inbox = Place("/inbox")
    static let inboxReading = Place("/inbox/reading")
    static let message = Place("/inbox/:id", ID<Notice>.self)
    static let messageOpening = Place("/inbox/:id/opening", ID<Notice>.self)
    static let choices = Place("/me/choices")
    static let calendar = Place("/me/calendar")
    static let calendarEnd = Place("/me/calendar/end")
    static let publicCalendar = Place("/public/calendars/:name", String.self)

    static let certificates = Place("/units/:id/certificates", ID<Unit>.self)
    static let certificateNew = Place("/units/:id/certificates/new", ID<Unit>.self)
    static let certificate = Place("/certificates/:id", ID<Certificate>.self)
    static let certificatePDF = Place("/certificates/:id/paper", ID<Certificate>.self)
    static let certificateWithdrawal = Place("/certificates/:id/withdrawal", ID<Certificate>.self)
    static let myCertificates = Place("/me/certificates")
    static let publicCertificates = Place("/public/certificates")
    static let publicCertificate = Place("/public/certificates/:code", String.self)
}
