-- title: Kostnadsposter i KPP
-- about: Levererade kostnadsposter, med den post som levererade vårdkontakten: så hittas de från kpp_contact.
-- lifetime: build
-- grain: one row per cost item
-- from: cost_item, contact
SELECT cost_item.model, contact.delivery_id, contact.source_row, cost_item.category, cost_item.amount
FROM cost_item
JOIN contact USING (contact_id)
