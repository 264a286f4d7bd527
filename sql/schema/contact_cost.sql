-- table: contact_cost
-- term: kostnad
-- grain: one row per contact and cost model
-- key: contact_id, model
-- parent: contact
CREATE TABLE contact_cost (
    contact_id        VARCHAR NOT NULL USING COMPRESSION uncompressed,
    model             ENUM ('kpp', 'pec') NOT NULL,
    total             DECIMAL(18, 2) NOT NULL, -- SEK
    cost_limit        DECIMAL(18, 2),          -- SEK, delivered outlier limit (kostnadsgräns)
    delivered_outlier BOOLEAN,                 -- ytterfall as delivered
    delivery_id INTEGER NOT NULL
);
