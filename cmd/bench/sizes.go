package main

import "time"

// sizes say how much each measure does.
type sizes struct {
	population int  // residents of the generated region
	fromYear   int  // its first year
	full       bool // load also a region where nothing is left out
	rounds     int  // of each load, alternating with bare DuckDB
	contacts   [2]int64
	selections int // per panel
	repeats    int // of each statement written by hand, alternating with its panel
	asked      int // selections per sheet, each first uncached and then cached
	periods    int // of the filter pane, each first cold and then warm
	exports    int // times that each file is written
	users      int
	choices    int // selections that the users walk among
	think      time.Duration
	walk       time.Duration
}

var usualSizes = sizes{
	population: 347_000, fromYear: 2016, rounds: 3, contacts: [2]int64{1_000_000, 10_000_000}, selections: 20, repeats: 30, asked: 20, periods: 40,
	exports: 5, users: 50, choices: 480, think: 2 * time.Second, walk: 10 * time.Minute,
}

var smokeSizes = sizes{
	population: 8_000, fromYear: 2024, rounds: 1, contacts: [2]int64{10_000, 100_000}, selections: 1, repeats: 3, asked: 1, periods: 3,
	exports: 1, users: 50, choices: 400, think: 2 * time.Second, walk: 30 * time.Second,
}

// seed makes every run draw the same selections and the same walk.
const seed = 20261122
