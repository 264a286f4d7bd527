package main

import "testing"

func TestTheThresholdComesFromTheFlagThenTheEnvironmentThenTheDefault(t *testing.T) {
	for _, c := range []struct {
		environment string
		arguments   []string
		want        int // 0: refused
	}{
		{"", nil, 4}, {"9", nil, 9}, {"9", []string{"--threshold", "1"}, 1}, {"", []string{"--threshold", "9"}, 9},
		{"", []string{"--threshold", "0"}, 0}, {"", []string{"--threshold", "10"}, 0}, {"10", nil, 0}, {"fyra", nil, 0},
	} {
		t.Setenv("KLARSYN_THRESHOLD", c.environment)
		command := newServe()
		if err := command.ParseFlags(c.arguments); err != nil {
			t.Fatal(err)
		}
		policy, err := disclosurePolicy(command)
		switch {
		case c.want == 0 && (err == nil || exitCode(err) != exitUsage):
			t.Errorf("%q %v: got %v, %v, want a usage error", c.environment, c.arguments, policy, err)
		case c.want > 0 && (err != nil || policy.Threshold != c.want):
			t.Errorf("%q %v: got %v, %v, want %d", c.environment, c.arguments, policy, err, c.want)
		}
	}
}
