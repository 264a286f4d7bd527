-- table: contact_month
-- term: månad med vårdkontakter
-- grain: one row per source, care form and month with contacts; written by the load before core tables are built
CREATE TABLE contact_month (
    source_id  VARCHAR NOT NULL,
    care_form  VARCHAR NOT NULL,
    month      DATE NOT NULL,                   -- first day
    contacts   BIGINT NOT NULL,                 -- that start in it
    typical    DOUBLE NOT NULL,                 -- in the median month of the source's care form
    is_covered BOOLEAN NOT NULL                 -- enough of them for the month to count as delivered
);
