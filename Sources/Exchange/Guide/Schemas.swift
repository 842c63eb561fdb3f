import Federation
import Web

private let text: JSON = ["type": "string"]
private let textOrNone: JSON = ["type": ["string", "null"]]
private let dayOrNone: JSON = ["type": ["string", "null"], "format": "date"]
private let whole: JSON = ["type": "integer"]
private let truth: JSON = ["type": "boolean"]

private func object(_ properties: KeyValuePairs<String, JSON>, required: [String] = []) -> JSON {
    var pairs: [(key: String, value: JSON)] = [
        ("type", "object"), ("properties", .object(properties.map { ($0.key, $0.value) })),
    ]
    if !required.isEmpty { pairs.append(("required", .array(required.map { JSON($0) }))) }
    return .object(pairs)
}

private func list(_ name: String, _ others: KeyValuePairs<String, JSON> = [:]) -> JSON {
    let items: JSON = ["type": "array", "items": ["$ref": JSON("#/components/schemas/\(name)")]]
    return .object([
        ("type", "object"),
        (
            "properties",
            .object([("items", items), ("next", textOrNone)] + others.map { ($0.key, $0.value) })
        ),
    ])
}

private func choice<Choices: CaseIterable & RawRepresentable>(_: Choices.Type) -> JSON
where Choices.RawValue == String {
    ["type": "string", "enum": .array(Choices.allCases.map { JSON($0.rawValue) })]
}

private let outcome: JSON = [
    "type": "string", "enum": ["created", "matched", "changed", "unchanged", "refused"],
]

/// What the document of the interface says of the values that programs send and read.
let exchangeSchemas: [(name: String, schema: JSON)] = [
    (
        "Unit",
        object([
            "id": text, "version": whole, "parent": textOrNone, "name": text, "short_name": text, "code": textOrNone,
            "level": choice(UnitLevel.self), "kind": choice(UnitKind.self), "state": text, "founded_on": dayOrNone,
            "dissolved_on": dayOrNone,
        ])
    ),
    ("Units", list("Unit")),
    (
        "Post",
        object([
            "id": text, "unit": text, "person": text, "name": text, "post": choice(PostKind.self), "from": dayOrNone,
            "until": dayOrNone,
        ])
    ),
    ("Posts", list("Post")),
    (
        "Member",
        object([
            "id": text, "key": textOrNone, "version": whole, "name": text, "sex": choice(PersonEntry.Sex.self),
            "born_on": dayOrNone, "has_identity": truth, "has_phone": truth, "unit": text, "number": textOrNone,
            "employment": choice(Employment.self), "state": choice(MembershipState.self), "retained_for": textOrNone,
            "joined_on": dayOrNone,
            "from": dayOrNone,
        ])
    ),
    ("Members", list("Member", ["mark": text])),
    (
        "Change",
        object([
            "mark": text, "at": ["type": "string", "format": "date-time"], "event": text,
            "kind": choice(Change.Kind.self), "id": text, "unit": textOrNone, "left_unit": textOrNone,
            "fields": ["type": "array", "items": text],
        ])
    ),
    (
        "Changes",
        object([
            "items": ["type": "array", "items": ["$ref": "#/components/schemas/Change"]], "mark": text, "more": truth,
        ])
    ),
    (
        "MemberLine",
        object([
            "key": text, "id": text, "version": whole, "name": text, "number": text,
            "sex": choice(PersonEntry.Sex.self),
            "identity": text, "born_on": text, "phone": text, "unit": text, "employment": choice(Employment.self),
            "state": choice(MembershipState.self), "joined_on": text, "note": text,
        ])
    ),
    (
        "MemberBatch",
        object(
            [
                "unit": text,
                "members": [
                    "type": "array", "maxItems": 1000, "items": ["$ref": "#/components/schemas/MemberLine"],
                ],
            ], required: ["members"])
    ),
    (
        "MemberOutcome",
        object([
            "line": whole, "key": textOrNone, "outcome": outcome, "id": textOrNone,
            "version": ["type": ["integer", "null"]], "fields": ["type": "array", "items": text],
            "errors": [
                "type": "array",
                "items": ["type": "object", "properties": ["code": text, "field": text, "detail": text]],
            ],
        ])
    ),
    (
        "MemberOutcomes",
        object([
            "dry_run": truth, "counts": ["type": "object", "additionalProperties": whole],
            "items": ["type": "array", "items": ["$ref": "#/components/schemas/MemberOutcome"]],
        ])
    ),
    ("Reveal", object(["reason": ["type": "string", "minLength": 5, "maxLength": 200]], required: ["reason"])),
    ("Numbers", object(["id": text, "identity": textOrNone, "phone": textOrNone])),
]
