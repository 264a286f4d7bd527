-- title: Andel med vårdtillfälle
-- about: Personer med vårdtillfälle i perioden av personer på dess sista dag.
-- grain: one row
-- from: stay, member
-- column: reference_date DATE datum Per den
-- column: cared BIGINT personer Vårdade; n=cared
-- column: persons BIGINT personer Personer; n=persons
-- derive: share, low, high = wilson(cared, persons) -> procent Andel
-- chart: table
-- direction: neutral
-- source: Påhittad
-- owner: test
-- status: published
-- reviewed: 2026-11-22
SELECT
    $reference_date AS reference_date,
    (SELECT count(DISTINCT person_no) FROM selected_stay JOIN period ON started_on >= starts_on AND started_on < ends_before) AS cared,
    (SELECT count(DISTINCT person_no) FROM selected_member WHERE valid_from <= $reference_date AND valid_before > $reference_date) AS persons
