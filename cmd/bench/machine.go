package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"klarsyn/sql/duck"
)

// describeMachine tells what the figures were measured on, without names of hosts or folders.
func describeMachine(ctx context.Context) string {
	parts := []string{fmt.Sprintf("%d cores", runtime.NumCPU())}
	if model := lineValue("/proc/cpuinfo", "model name"); model != "" {
		parts[0] += " of " + model
	}
	if total := kilobytes("/proc/meminfo", "MemTotal"); total > 0 {
		parts = append(parts, fmt.Sprintf("%.0f GB memory", float64(total)/(1<<30)))
	}
	parts = append(parts, strings.Replace(runtime.Version(), "go", "Go ", 1))
	if version := duckVersion(ctx); version != "" {
		parts = append(parts, "DuckDB "+version)
	}
	if kernel, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		release := strings.SplitN(strings.TrimSpace(string(kernel)), ".", 3) // the build's own suffix says nothing about speed
		parts = append(parts, "Linux "+strings.Join(release[:min(2, len(release))], "."))
	}
	text := strings.Join(parts, ", ")
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		text += "; load average " + strings.Fields(string(load))[0] + " before the run"
	}
	return text
}

func duckVersion(ctx context.Context) string {
	db, err := duck.Open(ctx, duck.Options{})
	if err != nil {
		return ""
	}
	defer db.Close()
	var version string
	if err := db.QueryRowContext(ctx, "SELECT version()").Scan(&version); err != nil {
		return ""
	}
	return strings.TrimPrefix(version, "v")
}

// lineValue finds "name: value" in a file of the kernel; empty: not there.
func lineValue(path, name string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if key, value, found := strings.Cut(lines.Text(), ":"); found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// kilobytes reads a "name: n kB" line as bytes; 0: not there.
func kilobytes(path, name string) int64 {
	number, _, _ := strings.Cut(lineValue(path, name), " ")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return 0
	}
	return n << 10
}

// peakMemory is the highest resident memory of this process so far. The kernel's figure of a child's usage would
// also hold what the parent used when it started the child.
func peakMemory() int64 { return kilobytes("/proc/self/status", "VmHWM") }

// forgetPeak lets peakMemory begin anew.
func forgetPeak() error {
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		return fmt.Errorf("forget the highest use of memory: %w", err)
	}
	return nil
}

// processorTime is how much of the processors this process has used.
func processorTime() (time.Duration, error) {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0, fmt.Errorf("ask for the time used: %w", err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()), nil
}

// peakOfChildren is the highest resident memory of this process's living children so far, together.
func peakOfChildren() int64 {
	lists, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		return 0
	}
	sum := int64(0)
	for _, list := range lists {
		ids, err := os.ReadFile(list)
		if err != nil {
			continue // the thread has ended
		}
		for _, id := range strings.Fields(string(ids)) {
			sum += kilobytes("/proc/"+id+"/status", "VmHWM")
		}
	}
	return sum
}

// residentMemory is what a process holds now.
func residentMemory(pid int) int64 {
	return kilobytes(fmt.Sprintf("/proc/%d/status", pid), "VmRSS")
}
