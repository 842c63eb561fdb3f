public import Vault
public import Web

/// A natural person as the register holds them (人员, A03). One person may have had many spells of membership.
///
/// Identity number and phone are sealed; what this value carries of them is ciphertext, opened for masking or, with a reason
/// on record, in full.
public struct PersonEntry: Equatable, Sendable {
    public let id: ID<Person>
    public let name: String
    public let sex: Sex
    public let bornOn: Day?
    let identity: Sealed?
    let phone: Sealed?
    public let note: String?
    public let version: Int

    /// As the identity card says.
    public enum Sex: String, CaseIterable, Sendable, Readable, Bindable {
        case female
        case male
        case unknown

        public var words: String {
            switch self {
            case .female: "女"
            case .male: "男"
            case .unknown: "未登记"
            }
        }
    }

    public enum Problem: Explained, Equatable {
        case identityTaken
        case changedMeanwhile

        public var words: String {
            switch self {
            case .identityTaken: "名册里已有人使用这个身份证号，请核对；同一人请不要重复登记。"
            case .changedMeanwhile: "刚才有人改过这份档案。下面是现在的内容，请再看一遍后保存。"
            }
        }
    }

    /// The identity number with its middle hidden; nil when none is on file.
    public func maskedIdentity(_ ring: KeyRing) throws -> String? {
        try identity.map { Mask.identityNumber(try ring.openText($0, for: Self.identityPlace(id))) }
    }

    /// The phone number with its middle hidden; nil when none is on file.
    public func maskedPhone(_ ring: KeyRing) throws -> String? {
        try phone.map { Mask.phone(try ring.openText($0, for: Self.phonePlace(id))) }
    }

    static func identityPlace(_ id: ID<Person>) -> SealContext {
        SealContext(table: "person", column: "identity_sealed", row: id)
    }

    static func phonePlace(_ id: ID<Person>) -> SealContext {
        SealContext(table: "person", column: "phone_sealed", row: id)
    }
}

/// What is known of a person when they are entered or corrected.
public struct PersonDraft: Sendable {
    public let name: String
    public let sex: PersonEntry.Sex
    public let bornOn: Day?
    public let identity: IdentityNumber?
    public let phone: Phone?
    public let note: String?

    public init(
        name: String, sex: PersonEntry.Sex, bornOn: Day?, identity: IdentityNumber? = nil, phone: Phone? = nil,
        note: String? = nil
    ) {
        self.name = name
        self.sex = sex
        self.bornOn = bornOn
        self.identity = identity
        self.phone = phone
        self.note = note
    }
}
