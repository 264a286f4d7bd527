package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"klarsyn/analytics"
)

// measureWalk lets many users walk over the sheets at once. The server is a process of its own with an empty cache.
func measureWalk(ctx context.Context, b *bench) (rows []row, err error) {
	data, err := b.loaded(ctx)
	if err != nil {
		return nil, err
	}
	label, err := contactsIn(ctx, data)
	if err != nil {
		return nil, err
	}
	var plan walkPlan
	err = withView(ctx, data, areas[0], func(view *analytics.View, page *analytics.Page, _ *analytics.Service) error {
		var err error
		plan.queries, err = drawSelections(view, page, b.sizes.choices, seed)
		for _, sheet := range page.Sheets {
			if sheet.Right == "" {
				plan.sheets = append(plan.sheets, "/"+page.ID+"/"+sheet.ID)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	serving, err := startServer(ctx, data)
	if err != nil {
		return nil, err
	}
	walked, walkErr := b.walk(ctx, serving, plan)
	if err := errors.Join(walkErr, serving.stop()); err != nil {
		return nil, err
	}
	return walked.rows(b.sizes, label), nil
}

// A walkPlan is what users walk among. Selections and sheets that come earlier are asked for more often.
type walkPlan struct{ queries, sheets []string }

// A serverProcess is the product's server in a process of its own.
type serverProcess struct {
	address string
	pid     int
	stop    func() error
}

func startServer(ctx context.Context, data string) (*serverProcess, error) {
	command, err := child(ctx, "child-serve", "--from", data)
	if err != nil {
		return nil, err
	}
	stdin, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	stop := sync.OnceValue(func() error { return errors.Join(stdin.Close(), ended(command)) })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = errors.New("it ended before it served")
		}
		return nil, errors.Join(fmt.Errorf("start the server: %w", err), stop())
	}
	return &serverProcess{address: strings.TrimSpace(line), pid: command.Process.Pid, stop: stop}, nil
}

func ended(command *exec.Cmd) error {
	if err := command.Wait(); err != nil {
		return fmt.Errorf("the server: %w", err)
	}
	return nil
}

// A walked is how it went.
type walked struct {
	mutex    sync.Mutex
	taken    times
	faults   []error
	partial  int // pages sent before all their figures were ready
	repeated int // pages that someone had asked for before
	asked    map[string]bool
	memory   [4]int64 // resident at 25, 50, 75 and 100 % of the time
}

func (b *bench) walk(ctx context.Context, serving *serverProcess, plan walkPlan) (*walked, error) {
	found := &walked{asked: map[string]bool{}}
	ctx, cancel := context.WithTimeout(ctx, b.sizes.walk)
	defer cancel()
	client := newClient(b.sizes.users)
	var users sync.WaitGroup
	for number := range b.sizes.users {
		users.Go(func() {
			random := rand.New(rand.NewPCG(seed, uint64(number)))
			steps := rand.NewZipf(random, 1.1, 1, uint64(len(plan.queries)*len(plan.sheets)-1))
			pause(ctx, time.Duration(random.Float64()*float64(b.sizes.think))) // not all at the same instant
			for ctx.Err() == nil {
				step := int(steps.Uint64())
				address := plan.sheets[step%len(plan.sheets)] + "?" + plan.queries[step/len(plan.sheets)]
				found.ask(address, func() (pageAnswer, error) { return fetch(context.WithoutCancel(ctx), client, serving.address+address) })
				pause(ctx, b.sizes.think)
			}
		})
	}
	for quarter := range found.memory {
		pause(ctx, b.sizes.walk/4-time.Duration(quarter/3)*100*time.Millisecond) // the last one just before the end
		found.memory[quarter] = residentMemory(serving.pid)
		b.say("  %d %%: %s resident", 25*(quarter+1), megabytes(found.memory[quarter]))
	}
	users.Wait()
	if len(found.taken) == 0 {
		return nil, errors.Join(append(found.faults, errors.New("no page was answered"))...)
	}
	return found, nil
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func (w *walked) ask(address string, fetch func() (pageAnswer, error)) {
	w.mutex.Lock()
	before := w.asked[address]
	w.asked[address] = true
	w.mutex.Unlock()
	page, err := fetch()
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if err != nil {
		w.faults = append(w.faults, fmt.Errorf("%s: %w", address, err))
		return
	}
	w.taken = append(w.taken, page.took)
	if before {
		w.repeated++
	}
	if !page.whole {
		w.partial++
	}
}

func (w *walked) rows(sizes sizes, label string) []row {
	size := fmt.Sprintf("%s; %d selections, %s", label, sizes.choices, sizes.walk)
	p99 := w.taken.quantile(0.99)
	told := fmt.Sprintf("%s, p99 %s; %d pages, hit share %d %% (asked for before), %d sent before all figures were ready",
		w.taken, shortTime(p99), len(w.taken), 100*w.repeated/len(w.taken), w.partial)
	errors := fmt.Sprintf("%d errors", len(w.faults))
	errorless := met
	if len(w.faults) > 0 {
		errors += ", the first: " + w.faults[0].Error()
		errorless = failed // at any size
	}
	var memory []string
	for _, bytes := range w.memory {
		memory = append(memory, megabytes(bytes))
	}
	highest := slices.Max(w.memory[:])
	return []row{
		{what: fmt.Sprintf("%d users walking, think time %s, cold cache", sizes.users, sizes.think), size: size, measured: told, budget: "p99 ≤ 1 s, every page whole", verdict: judge(p99 <= time.Second && w.partial == 0)},
		{what: "errors of that walk", size: size, measured: errors, budget: "none", verdict: errorless},
		{what: "the server's memory at 25, 50, 75 and 100 % of that walk", size: size, measured: strings.Join(memory, ", "),
			budget: "flat: after half the time at most 10 % more", verdict: judge(float64(highest) <= 1.1*float64(max(w.memory[0], w.memory[1])))},
	}
}
