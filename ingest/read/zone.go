package read

import (
	"sync"
	"time"
	_ "time/tzdata" // a machine need not have the zones' rules
)

// swedish is the zone that the contract's times are in.
var swedish = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic(err) // the rules are part of the program
	}
	return zone
})

// wallClock is what clocks in Sweden showed at an instant, as a time without zone. The hour that is set back shows twice.
func wallClock(at time.Time) time.Time {
	local := at.In(swedish())
	return time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), local.Nanosecond(), time.UTC)
}
