-- table: contact
-- term: vårdkontakt
-- grain: one row per care contact
-- key: contact_id
-- dates: started_at event, ended_at end
-- codes: specialty_code mvo, drg drg, mdc mdc
CREATE TABLE contact (
    contact_id        VARCHAR NOT NULL USING COMPRESSION uncompressed,
    patient_id        VARCHAR NOT NULL USING COMPRESSION uncompressed,
    care_form         ENUM ('inpatient', 'outpatient', 'primary') NOT NULL,
    contact_type      ENUM ('stay', 'visit', 'day_surgery', 'phone', 'video', 'home', 'letter', 'emergency'),
    unit_id           VARCHAR,
    level             ENUM ('clinic_stay', 'hospital_stay'),
    specialty_code    VARCHAR,                -- MVO, medicinskt verksamhetsområde
    profession        ENUM ('physician', 'nurse', 'physiotherapist', 'other'),
    started_at        TIMESTAMP NOT NULL,     -- local Swedish time
    ended_at          TIMESTAMP,              -- an inpatient contact without an end is ongoing
    ongoing           BOOLEAN,
    planned           BOOLEAN,
    admission_mode    VARCHAR,
    discharge_mode    ENUM ('home', 'care_home', 'other_hospital', 'deceased'),
    drg               VARCHAR,
    drg_version       VARCHAR,
    drg_weight        DECIMAL(12, 4),
    mdc               VARCHAR,
    field             ENUM ('somatic', 'psychiatric'),
    age_at_contact    SMALLINT CHECK (age_at_contact BETWEEN 0 AND 120),
    sex               ENUM ('male', 'female'),
    municipality_code VARCHAR,
    source_row        BIGINT,
    delivery_id       INTEGER NOT NULL
);
