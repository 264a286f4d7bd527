-- table: pathway
-- term: vårdförlopp
-- grain: one row per pathway; filled from the page files under sql/pathways
CREATE TABLE pathway (
    pathway       VARCHAR NOT NULL,             -- folder name, for example hjartsvikt
    diagnoses     VARCHAR NOT NULL,             -- set_id of the diagnoses that define it
    washout_years SMALLINT NOT NULL             -- years without such a contact before a debut
);
