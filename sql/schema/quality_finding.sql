-- table: quality_finding
-- term: kvalitetsavvikelse
-- grain: one row per check with its outcome; written when the snapshot is built, also when nothing was found
CREATE TABLE quality_finding (
    check_id VARCHAR NOT NULL,                  -- path under sql/quality without .sql
    title    VARCHAR NOT NULL,
    checked  BIGINT NOT NULL,                   -- rows or groups looked at
    found    BIGINT NOT NULL                    -- of them outside the rule
);
