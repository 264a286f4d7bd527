-- title: Prisnivåer
-- about: Vad ett års kostnad räknas om med. Löpande priser ändrar inget. Fasta priser är prisindexets basår delat med årets index; basåret är indexets senaste
--    kalenderår som är slut när data slutar, annars dess sista. Ett år utan index har ingen kostnad i fasta priser.
-- grain: one row per price level and year from data start to data cut-off; a fixed level has the years of the index
-- from: price_index, snapshot_info
WITH data_year AS (
    SELECT unnest(range(year(data_start_on), year(cutoff_on) + 1))::SMALLINT AS year FROM snapshot_info
),
base AS (
    SELECT year, value, source
    FROM price_index
    CROSS JOIN snapshot_info
    WHERE index_id = 'lpik'
    QUALIFY row_number() OVER (ORDER BY make_date(year, 12, 31) <= cutoff_on DESC, CASE WHEN make_date(year, 12, 31) <= cutoff_on THEN -year ELSE year END) = 1
)
SELECT 'current' AS price_level, year, 1::DOUBLE AS factor, NULL::SMALLINT AS base_year, 'Löpande priser' AS label
FROM data_year
UNION ALL
SELECT 'fixed', price_index.year, base.value / price_index.value, base.year, base.year || ' års priser (' || base.source || ')'
FROM price_index
CROSS JOIN base
WHERE index_id = 'lpik'
ORDER BY price_level, year
