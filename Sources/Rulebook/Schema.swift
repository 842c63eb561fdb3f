import Web

/// The tables of this room. Landed migrations are never edited; neither are landed editions.
let rulebookMigrations: [Migration] =
    [
        Migration(
            "rulebook 001 values",
            """
            CREATE TABLE rule_value (
                id bigint NOT NULL PRIMARY KEY,
                rule_key text NOT NULL,
                value text NOT NULL,
                place text,
                unit bigint,
                level text,
                school text,
                from_day text NOT NULL,
                until_day text,
                citation text NOT NULL,
                owner text NOT NULL,
                checked_on text NOT NULL,
                confidence text NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
                remark text,
                edition text,
                state text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused', 'withdrawn')),
                proposed_by bigint,
                proposed_at bigint,
                decided_by bigint,
                decided_at bigint,
                reason text,
                version bigint NOT NULL,
                CHECK ((place IS NULL) <> (unit IS NULL)),
                CHECK ((edition IS NULL) = (unit IS NOT NULL)),
                CHECK (until_day IS NULL OR until_day >= from_day),
                CHECK (decided_by IS NULL OR state = 'withdrawn' OR decided_by <> proposed_by)
            );
            CREATE INDEX rule_value_place ON rule_value (place) WHERE place IS NOT NULL;
            CREATE INDEX rule_value_unit ON rule_value (unit) WHERE unit IS NOT NULL;
            """)
    ] + ParameterFile.all.map(\.migration)
