-- table: drg_reference
-- term: riket
-- grain: one row per year, care form, field, DRG and comparison group; national micro-data is never on premises
-- key: year, care_form, field, drg, comparison_group
-- codes: drg drg
CREATE TABLE drg_reference (
    year             SMALLINT NOT NULL,
    care_form        ENUM ('inpatient', 'outpatient', 'primary') NOT NULL,
    field            ENUM ('somatic', 'psychiatric'),
    drg              VARCHAR NOT NULL,
    comparison_group ENUM ('national', 'county_hospital', 'district_hospital', 'region_hospital') NOT NULL,
    n                INTEGER,
    mean             DOUBLE,                  -- SEK, innerfall
    sd               DOUBLE,                  -- SEK, innerfall
    q1               DOUBLE,                  -- SEK, all cases
    q3               DOUBLE,                  -- SEK, all cases
    cost_limit       DOUBLE,                  -- SEK
    los_limit        DOUBLE,                  -- days
    weight           DOUBLE,
    outlier_share    DOUBLE,                  -- 0–1
    share_65_plus    DOUBLE,                  -- 0–1
    share_male       DOUBLE,                  -- 0–1
    delivery_id INTEGER NOT NULL
);
