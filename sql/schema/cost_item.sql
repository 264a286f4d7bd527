-- table: cost_item
-- term: kostnadspost
-- grain: one row per contact, model and cost category delivered
-- parent: contact
CREATE TABLE cost_item (
    contact_id        VARCHAR NOT NULL USING COMPRESSION uncompressed,
    model             ENUM ('kpp', 'pec') NOT NULL,
    category          VARCHAR NOT NULL,
    producing_unit_id VARCHAR,
    quantity          DOUBLE,
    amount            DECIMAL(18, 2) NOT NULL, -- SEK
    delivery_id INTEGER NOT NULL
);
