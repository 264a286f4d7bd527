-- A small invented region for tests of pages: a few thousand people with heart failure, drawn from hashes of their
-- number, so that every run gives the same rows.
CREATE TEMP MACRO draw(i, salt) AS (hash(i::VARCHAR || salt) % 1000003)::DOUBLE / 1000003;

INSERT INTO delivery VALUES
    (1, 'prov', 'kontakter.csv', repeat('0', 64), TIMESTAMP '2026-11-14 06:12:00', DATE '2016-01-01', DATE '2026-10-31', 1000, 1000, 0, 0, 0, TRUE);

INSERT INTO snapshot_info VALUES ('20261114T051200Z-0badcafe', TIMESTAMP '2026-11-14 05:12:00', 'test', '13', DATE '2016-01-01', DATE '2026-10-31');

INSERT INTO unit VALUES
    ('M1', 'Medicinkliniken Halmstad', 'Medicin', 'Halmstad', 'county_hospital', '13', NULL, DATE '2000-01-01', NULL, NULL, 1),
    ('M2', 'Medicinkliniken Varberg', 'Medicin', 'Varberg', 'county_hospital', '13', NULL, DATE '2000-01-01', NULL, NULL, 1),
    ('M3', 'Medicinkliniken Kungsbacka', 'Medicin', 'Kungsbacka', 'district_hospital', '13', NULL, DATE '2000-01-01', NULL, NULL, 1),
    ('S1', 'Hjärtsviktsmottagningen Halmstad', 'Medicin', 'Halmstad', 'county_hospital', '13', NULL, DATE '2000-01-01', NULL, 'heart_failure_clinic', 1),
    ('S2', 'Hjärtsviktsmottagningen Varberg', 'Medicin', 'Varberg', 'county_hospital', '13', NULL, DATE '2000-01-01', NULL, 'heart_failure_clinic', 1),
    ('V1', 'Vårdcentralen Öster', NULL, NULL, 'primary', '13', NULL, DATE '2000-01-01', NULL, NULL, 1),
    ('V2', 'Vårdcentralen Ätran', NULL, NULL, 'primary', '13', NULL, DATE '2000-01-01', NULL, NULL, 1),
    ('G1', 'Sahlgrenska', 'Medicin', 'Sahlgrenska', 'region_hospital', '14', NULL, DATE '2000-01-01', NULL, NULL, 1);

CREATE TEMP TABLE person AS
SELECT
    i,
    'P' || lpad(i::VARCHAR, 6, 'X') AS patient_id,
    DATE '2013-01-01' + (draw(i, 'debut') * 5000)::INTEGER AS debut,
    CASE WHEN draw(i, 'sex') < 0.56 THEN 'male' ELSE 'female' END AS sex,
    (1946 - (draw(i, 'age') + draw(i, 'age2') - 1) * 24)::SMALLINT AS birth_year,
    CASE
        WHEN draw(i, 'home') < 0.30 THEN '1380' WHEN draw(i, 'home') < 0.48 THEN '1383' WHEN draw(i, 'home') < 0.70 THEN '1384'
        WHEN draw(i, 'home') < 0.84 THEN '1382' WHEN draw(i, 'home') < 0.92 THEN '1381' WHEN draw(i, 'home') < 0.96 THEN '1315' ELSE '1480'
    END AS municipality_code,
    CASE WHEN draw(i, 'early') < 0.14 THEN (draw(i, 'life') * 300)::INTEGER ELSE 300 + (-2900 * ln(1 - draw(i, 'life')))::INTEGER END AS days_left
FROM (SELECT range::INTEGER AS i FROM range(3600)) AS numbers;

INSERT INTO patient
SELECT patient_id, birth_year, sex, municipality_code, CASE WHEN debut + days_left <= DATE '2026-10-31' THEN debut + days_left END, NULL, NULL, 1
FROM person;

INSERT INTO residence SELECT patient_id, municipality_code, DATE '1990-01-01', NULL, 1 FROM person;

-- Contacts: one at the debut, then one about every 70 days while the person lives.
CREATE TEMP TABLE visit AS
SELECT
    person.*,
    k,
    i::VARCHAR || '-' || k::VARCHAR AS number,
    debut + (k * 70 + (CASE WHEN k > 0 THEN draw(i * 1000 + k, 'day') * 40 ELSE 0 END))::INTEGER AS visited_on,
    draw(i * 1000 + k, 'kind') AS kind
FROM person, (SELECT range::INTEGER AS k FROM range(70)) AS visits
WHERE debut + k * 70 + 40 <= LEAST(DATE '2026-10-31', debut + days_left + 40) AND debut + k * 70 >= DATE '2016-01-01';

INSERT INTO contact
SELECT
    'K' || number,
    patient_id,
    CASE WHEN kind < (CASE WHEN k = 0 THEN 0.55 ELSE 0.10 END) THEN 'inpatient' WHEN kind < 0.68 THEN 'outpatient' ELSE 'primary' END AS form,
    CASE WHEN form = 'inpatient' THEN 'stay' WHEN draw(i * 1000 + k, 'type') < 0.2 THEN 'phone' WHEN draw(i * 1000 + k, 'type') < 0.26 THEN 'video' ELSE 'visit' END,
    CASE
        WHEN form = 'primary' THEN (CASE WHEN i % 2 = 0 THEN 'V1' ELSE 'V2' END)
        WHEN municipality_code = '1480' THEN 'G1'
        WHEN form = 'outpatient' AND draw(i * 1000 + k, 'clinic') < 0.5 THEN (CASE WHEN municipality_code IN ('1383', '1382', '1384') THEN 'S2' ELSE 'S1' END)
        WHEN municipality_code = '1384' THEN 'M3' WHEN municipality_code IN ('1383', '1382') THEN 'M2' ELSE 'M1'
    END,
    CASE WHEN form = 'inpatient' THEN 'clinic_stay' END,
    '101',
    CASE WHEN draw(i * 1000 + k, 'who') < 0.5 THEN 'nurse' WHEN draw(i * 1000 + k, 'who') < 0.9 THEN 'physician' ELSE 'physiotherapist' END,
    visited_on,
    CASE WHEN form = 'inpatient' THEN (visited_on + (1 - 6 * ln(1 - draw(i * 1000 + k, 'stay')))::INTEGER)::TIMESTAMP ELSE visited_on::TIMESTAMP END,
    FALSE,
    draw(i * 1000 + k, 'plan') < (CASE WHEN form = 'inpatient' THEN 0.15 ELSE 0.9 END),
    NULL,
    CASE WHEN form = 'inpatient' THEN 'home' END,
    CASE WHEN form = 'inpatient' THEN ['E47A', 'E47C', 'E47E', 'E20A'][1 + (draw(i * 1000 + k, 'drg') * 4)::INTEGER % 4] END,
    'NordDRG', 1.2, '05', 'somatic', NULL, sex, municipality_code, NULL, 1
FROM visit;

-- A second stay soon after some of the stays, so that there is something to count as readmission.
INSERT INTO contact
SELECT contact_id || 'R', patient_id, care_form, contact_type, unit_id, level, specialty_code, profession, ended_at + INTERVAL 9 DAY, ended_at + INTERVAL 14 DAY,
    FALSE, FALSE, NULL, 'home', drg, drg_version, drg_weight, mdc, field, NULL, sex, municipality_code, NULL, 1
FROM contact
WHERE care_form = 'inpatient' AND draw(contact_id, 'again') < (CASE unit_id WHEN 'M3' THEN 0.27 ELSE 0.16 END) AND ended_at < TIMESTAMP '2026-09-30';

INSERT INTO diagnosis
SELECT contact_id, CASE WHEN draw(contact_id, 'first') < 0.6 THEN 1 ELSE 2 END, CASE WHEN draw(contact_id, 'code') < 0.6 THEN 'I509' ELSE 'I500' END, 1
FROM contact;

INSERT INTO diagnosis
SELECT contact_id, CASE WHEN position = 1 THEN 2 ELSE 1 END, CASE WHEN draw(contact_id, 'other') < 0.5 THEN 'I489' ELSE 'I109' END, 1
FROM diagnosis;

INSERT INTO contact_cost
SELECT contact_id, 'kpp',
    (CASE care_form WHEN 'inpatient' THEN 22000 + 9000 * date_diff('day', started_at, ended_at) * exp(1.1 * draw(contact_id, 'cost')) WHEN 'outpatient' THEN 3800 ELSE 1400 END)::DECIMAL(18, 2),
    CASE care_form WHEN 'inpatient' THEN 290000 END,
    NULL, 1
FROM contact;

INSERT INTO procedure
SELECT 'K' || i::VARCHAR || '-' || k::VARCHAR, patient_id, 'AF021', visited_on, 1
FROM visit
WHERE (k <= 1 AND draw(i, 'ukg') < 0.78) OR (k > 1 AND draw(i * 1000 + k, 'ukg') < 0.05);

INSERT INTO measurement
SELECT patient_id, debut + 20, 'lvef', 22 + draw(i, 'ef') * 42, NULL, 1 FROM person WHERE draw(i, 'measured') < 0.86;

-- Drugs: packages for 90 days while the person lives.
INSERT INTO dispensing
SELECT patient_id, atc, visited_on + 12, visited_on, 1, 90, 240, NULL, NULL, 1
FROM visit, (VALUES ('C09AA05', 0.80, 'a'), ('C09DX04', 0.20, 'b'), ('C07AB02', 0.86, 'c'), ('C03DA01', 0.56, 'd'), ('A10BK01', 0.61, 'e')) AS drug(atc, share, salt)
WHERE draw(i, salt) < share AND visited_on + 12 <= DATE '2026-10-31';

INSERT INTO home_monitoring
SELECT patient_id, 'Optilogg', visited_on, CASE WHEN draw(i, 'end') < 0.3 AND visited_on + 400 <= DATE '2026-10-31' THEN visited_on + 400 END, NULL, 'S1', 300, 365, 1
FROM visit
WHERE k = 4 AND draw(i, 'tool') < 0.12 AND visited_on >= DATE '2022-01-01';

INSERT INTO population
SELECT year, code, sex, age, greatest(1, (size * exp(-((age - 42) / 34.0) ** 2) / 660)::INTEGER), 1
FROM range(2015, 2026) AS years(year), range(0, 101) AS ages(age), (VALUES ('male'), ('female')) AS sexes(sex),
    (VALUES ('1380', 24000), ('1383', 16000), ('1384', 19000), ('1382', 11000), ('1381', 6000), ('1315', 2400)) AS places(code, size);
