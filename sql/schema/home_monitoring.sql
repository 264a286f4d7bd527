-- table: home_monitoring
-- term: hemmonitorering, Optilogg
-- grain: one row per person, tool and period of use
-- key: patient_id, tool, started_on
-- dates: started_on event, ended_on until
CREATE TABLE home_monitoring (
    patient_id    VARCHAR NOT NULL USING COMPRESSION uncompressed,
    tool          VARCHAR NOT NULL,
    started_on    DATE NOT NULL,
    ended_on      DATE,
    end_reason    VARCHAR,
    unit_id       VARCHAR,
    days_measured INTEGER,
    days_expected INTEGER,
    delivery_id INTEGER NOT NULL
);
