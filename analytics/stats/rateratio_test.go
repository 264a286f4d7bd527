package stats

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// person is one person's events and time.
type person struct{ events, time float64 }

func sumsOf(persons []person) PersonTime {
	var sum PersonTime
	for _, p := range persons {
		sum.Persons++
		sum.Events += p.events
		sum.Time += p.time
		sum.EventsSquared += p.events * p.events
		sum.EventsTime += p.events * p.time
		sum.TimeSquare += p.time * p.time
	}
	return sum
}

func productsOf(a, b []person) PairProducts {
	var sum PairProducts
	for i := range a {
		sum.EventsEvents += a[i].events * b[i].events
		sum.EventsTime += a[i].events * b[i].time
		sum.TimeEvents += a[i].time * b[i].events
		sum.TimeTime += a[i].time * b[i].time
	}
	return sum
}

func personsOf(events, time []float64) []person {
	persons := make([]person, len(events))
	for i := range events {
		persons[i] = person{events[i], time[i%len(time)]}
	}
	return persons
}

// Damage to cargo ships per month of service, built to sail in 1975–79 and in 1960–74 (data set ships of the R package MASS
// 7.3, after McCullagh P, Nelder JA. Generalized linear models. 1983, § 6.3.2), by geepack 1.3.9 in R 4.2.2:
//
//	library(MASS); library(geepack)
//	s <- ships[ships$service > 0,]
//	one <- function(p) {
//	  f <- geeglm(incidents ~ 1 + offset(log(service)), id=seq_along(service), data=s[s$period==p,], family=poisson, corstr="independence")
//	  n <- sum(s$period==p); c(coef(f)[[1]], summary(f)$coefficients[1,"Std.err"]^2*n/(n-1), n) }
//	a <- one(75); b <- one(60); v <- a[2]+b[2]; df <- v^2/(a[2]^2/(a[3]-1)+b[2]^2/(b[3]-1))
//	exp(a[1]-b[1]+c(0,-1,1)*qt(.975,df)*sqrt(v))       # 1.859066788 1.012576971 3.413201585
func TestRateRatioReproducesGeepackOnShips(t *testing.T) {
	later := personsOf(
		[]float64{0, 4, 18, 11, 29, 53, 44, 18, 1, 1, 2, 1, 0, 0, 11, 4, 7, 12, 1},
		[]float64{63, 1095, 3353, 2244, 17176, 20370, 13099, 7117, 552, 676, 1948, 274, 105, 192, 1208, 2051, 437, 2161, 542})
	earlier := personsOf(
		[]float64{0, 3, 6, 39, 58, 12, 1, 0, 6, 0, 0, 2, 0, 7, 5},
		[]float64{127, 1095, 1512, 44882, 28609, 7064, 1179, 781, 783, 251, 288, 349, 45, 789, 1157})
	ratio, err := RateRatio(sumsOf(later), sumsOf(earlier))
	if err != nil {
		t.Fatal(err)
	}
	near(t, "ratio", ratio.Value, 1.859066788, 1e-7)
	near(t, "low", ratio.Low, 1.012576971, 1e-6)
	near(t, "high", ratio.High, 3.413201585, 1e-6)
}

// Seizures of 31 patients in the eight weeks before progabide and up to eight weeks after (data set epil of the R package MASS, after
// Thall PF, Vail SC. Some covariance models for longitudinal count data with overdispersion. Biometrics 1990;46:657–71),
// by geepack 1.3.9; sandwich 3.0.2 gives the same standard errors (vcovCL with type="HC0", cadjust=FALSE):
//
//	f <- geeglm(y ~ after + offset(log(weeks)), id=id, data=d, family=poisson, corstr="independence")
//	s <- summary(f)$coefficients["after","Std.err"]*sqrt(31/30)
//	exp(coef(f)[["after"]] + c(0,-1,1)*qt(.975,30)*s)
//
// once with all four visits of two weeks after (1.0071428571 0.6941104268 1.4613477850), once with the first 1, 2, 3 and 4 visits of every
// four patients (0.9056928034 0.6840668244 1.1991218181).
func TestPairedRateRatioReproducesGeepackOnSeizures(t *testing.T) {
	before := []float64{76, 38, 19, 10, 19, 24, 31, 14, 11, 67, 41, 7, 22, 13, 46, 36, 38, 7, 36, 11, 151, 22, 41, 32, 56, 24, 16, 22, 25, 13, 12}
	for _, c := range []struct {
		after, weeks     []float64
		value, low, high float64
	}{
		{[]float64{42, 28, 7, 13, 19, 11, 74, 20, 10, 24, 29, 4, 6, 12, 65, 26, 39, 7, 32, 3, 302, 13, 26, 10, 70, 13, 15, 51, 6, 0, 10},
			[]float64{8}, 1.0071428571, 0.6941104268, 1.4613477850},
		{[]float64{11, 15, 7, 13, 2, 7, 58, 20, 2, 10, 24, 4, 0, 9, 50, 26, 19, 2, 24, 3, 102, 7, 19, 10, 18, 9, 12, 51, 2, 0, 8},
			[]float64{2, 4, 6, 8}, 0.9056928034, 0.6840668244, 1.1991218181},
	} {
		a, b := personsOf(c.after, c.weeks), personsOf(before, []float64{8})
		ratio, err := PairedRateRatio(sumsOf(a), sumsOf(b), productsOf(a, b))
		if err != nil {
			t.Fatal(err)
		}
		near(t, "ratio", ratio.Value, c.value, 1e-7)
		near(t, "low", ratio.Low, c.low, 1e-6)
		near(t, "high", ratio.High, c.high, 1e-6)
	}
}

// The interval covers the true ratio as often as it says where events clump; Poisson's does not.
func TestRateRatioCoversWhatClumps(t *testing.T) {
	const rounds, persons = 1500, 60
	random := rand.New(rand.NewPCG(10, 3))
	poisson := func(mean float64) float64 { return distuv.Poisson{Lambda: mean, Src: random}.Rand() }
	frailty := distuv.Gamma{Alpha: 1, Beta: 1, Src: random}
	kinds := map[string]func(rate float64) float64{
		// A count whose variance is three times its mean.
		"dispersion 3": func(rate float64) float64 {
			return poisson(rate * distuv.Gamma{Alpha: rate / 2, Beta: rate / 2, Src: random}.Rand())
		},
		// Days in stays of six on average; some persons are admitted more than others.
		"bed days": func(rate float64) float64 {
			days := 0.0
			for range int(poisson(rate / 6 * frailty.Rand())) {
				days += 1 + poisson(5)
			}
			return days
		},
	}
	for name, draw := range kinds {
		for _, paired := range []bool{false, true} {
			covered, byPoisson := 0, 0
			for range rounds {
				a, b := make([]person, persons), make([]person, persons)
				for i := range persons {
					a[i], b[i] = person{draw(4), 1}, person{draw(4), 1}
				}
				x, y := sumsOf(a), sumsOf(b)
				ratio, err := RateRatio(x, y)
				if paired {
					ratio, err = PairedRateRatio(x, y, productsOf(a, b))
				}
				if err != nil {
					t.Fatal(err)
				}
				if ratio.Low <= 1 && 1 <= ratio.High {
					covered++
				}
				if math.Abs(math.Log(ratio.Value)) <= Z95*math.Sqrt(1/x.Events+1/y.Events) {
					byPoisson++
				}
			}
			if share := float64(covered) / rounds; share < 0.93 || share > 0.97 {
				t.Errorf("%s, paired %t: %.3f covered", name, paired, share)
			}
			if share := float64(byPoisson) / rounds; share > 0.8 {
				t.Errorf("%s: the events do not clump, Poisson covers %.3f", name, share)
			}
		}
	}
}

func TestRateRatioNeedsPersonsEventsAndTimeOnBothSides(t *testing.T) {
	enough := sumsOf(personsOf([]float64{0, 1, 2, 0, 1, 0, 3, 0, 1, 0}, []float64{1}))
	nine := sumsOf(personsOf([]float64{0, 1, 2, 0, 1, 0, 3, 0, 1}, []float64{1}))
	none := sumsOf(personsOf(make([]float64, 10), []float64{1}))
	noTime := sumsOf(personsOf([]float64{1, 0, 0, 0, 0, 0, 0, 0, 0, 0}, []float64{0}))
	alike := sumsOf(personsOf([]float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, []float64{1}))
	for _, c := range []struct {
		name string
		a, b PersonTime
		want error
	}{
		{"nine persons", nine, enough, ErrTooFew},
		{"no events", enough, none, ErrTooFew},
		{"no time", noTime, enough, ErrNoDenominator},
		{"no spread", alike, alike, ErrTooFew},
		{"negative", PersonTime{Persons: 20, Events: -1, Time: 1}, enough, ErrNegative},
	} {
		if _, err := RateRatio(c.a, c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
		if _, err := PairedRateRatio(c.b, c.a, PairProducts{}); !errors.Is(err, c.want) && c.name != "no spread" {
			t.Errorf("%s, paired: %v", c.name, err)
		}
	}
	if _, err := RateRatio(enough, enough); err != nil {
		t.Errorf("ten persons: %v", err)
	}
}
