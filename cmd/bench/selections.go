package main

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"

	"klarsyn/analytics"
)

// drawSelections draws distinct query strings of a page: a year or a month, and up to three more keys with one or two
// values, sometimes excluded. The same seed draws the same.
func drawSelections(view *analytics.View, page *analytics.Page, n int, seed uint64) ([]string, error) {
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	keys := view.Keys(page)
	seen := map[string]bool{}
	var drawn []string
	for tries := 0; len(drawn) < n; tries++ {
		if tries > 1000*n {
			return nil, fmt.Errorf("only %d of %d different selections were found", len(drawn), n)
		}
		query := drawQuery(random, keys)
		selection, err := view.Parse(page, query)
		if analytics.AsProblem(err) != nil {
			continue // all values excluded, a period without days
		}
		if err != nil {
			return nil, err
		}
		if full := selection.FullQuery(); !seen[full] {
			seen[full] = true
			drawn = append(drawn, selection.Query())
		}
	}
	return drawn, nil
}

func drawQuery(random *rand.Rand, keys []analytics.Key) string {
	period := "ar"
	if random.IntN(4) == 0 {
		period = "manad"
	}
	query := drawOthers(random, keys)
	for _, key := range keys {
		if key.Name == period {
			query = drawValues(random, key, 1, "") + "&" + query
		}
	}
	return query
}

// drawOthers draws values of up to three keys that are not about time.
func drawOthers(random *rand.Rand, keys []analytics.Key) string {
	others := slices.DeleteFunc(slices.Clone(keys), func(key analytics.Key) bool { return key.Name == "ar" || key.Name == "manad" })
	random.Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] })
	var drawn []string
	for _, key := range others[:min(random.IntN(4), len(others))] {
		exclude := ""
		if random.IntN(8) == 0 {
			exclude = "-"
		}
		drawn = append(drawn, drawValues(random, key, 1+random.IntN(2), exclude))
	}
	return strings.Join(drawn, "&")
}

func drawValues(random *rand.Rand, key analytics.Key, values int, exclude string) string {
	var drawn []string
	for _, at := range random.Perm(len(key.Values))[:min(values, len(key.Values))] {
		drawn = append(drawn, url.QueryEscape(key.Name)+"="+url.QueryEscape(exclude+key.Values[at].URL))
	}
	return strings.Join(drawn, "&")
}
