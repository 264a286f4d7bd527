-- title: Personer
-- about: Påhittade personer.
-- grain: one row per person, half-open period and town
-- dimension: kon sex Kön; values=kon
-- dimension: ort town Ort; values=ort
SELECT 1
