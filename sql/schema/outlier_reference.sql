-- table: outlier_reference
-- term: ytterfall i riket
-- grain: one row per year, care form, DRG, comparison group, sex and whether aged 65 or older; an aggregate, as national micro-data is
--    never on premises. Not every region is given it: figures that compare with it say so where it is missing.
-- key: year, care_form, drg, comparison_group, sex, is_65_plus
-- codes: drg drg
CREATE TABLE outlier_reference (
    year             SMALLINT NOT NULL,
    care_form        ENUM ('inpatient', 'outpatient', 'primary') NOT NULL,
    drg              VARCHAR NOT NULL,
    comparison_group ENUM ('national', 'county_hospital', 'district_hospital', 'region_hospital') NOT NULL,
    sex              ENUM ('male', 'female') NOT NULL,
    is_65_plus       BOOLEAN NOT NULL,
    n                INTEGER NOT NULL CHECK (n >= 0),                                    -- cases with a limit
    outlier_share    DOUBLE NOT NULL CHECK (outlier_share BETWEEN 0 AND 1),              -- of them, above the national limit
    mean_excess      DOUBLE CHECK (mean_excess >= 0),                                    -- SEK above the limit per outlier; none without outliers
    delivery_id INTEGER NOT NULL
);
