-- title: Vårdtillfällen
-- about: Påhittade vårdtillfällen.
-- grain: one row per position group and stay
-- dimension: kon sex Kön; values=kon
-- dimension: ort town Ort; values=ort
-- dimension: diagnos position_group Diagnos; values=diagnos total=any
SELECT 1
