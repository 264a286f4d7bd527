-- table: set_label
-- term: kodmängdens namn
-- grain: one row per code set; filled from sql/codes/sets.csv
CREATE TABLE set_label (
    set_id   VARCHAR NOT NULL,
    label    VARCHAR NOT NULL,                  -- Swedish, as shown
    about    VARCHAR NOT NULL,
    position INTEGER NOT NULL                   -- order in lists
);
