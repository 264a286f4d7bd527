-- table: code_set
-- term: kodmängd
-- grain: one row per code of a set; filled from sql/codes and the region's own overrides
CREATE TABLE code_set (
    set_id     VARCHAR NOT NULL,
    system     VARCHAR NOT NULL,                -- of package sql/code: icd10, kva, atc, npu …; all_of: code names another set that must also be met
    code       VARCHAR NOT NULL,
    match      VARCHAR NOT NULL CHECK (match IN ('exact', 'prefix')),
    label      VARCHAR NOT NULL,
    source     VARCHAR NOT NULL,
    valid_from DATE,
    valid_to   DATE
);
