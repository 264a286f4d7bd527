package resvg

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"runtime/debug"
	"time"
)

// longest is the most bytes that a message between the processes may have.
const longest = 64 << 20

// limit is how long one picture may take, and wait for a worker, before it is given up and its worker killed. Ordinary ones take a
// tenth of a second, a worker's first one and a half more; where fourteen processes share a core they take that many times longer.
const limit = 2 * time.Minute

// Work is the worker process: it draws what comes on in, in turn, until in ends.
func Work(ctx context.Context, code []byte, cache string, in io.Reader, out io.Writer) error {
	debug.SetMemoryLimit(512 << 20)
	debug.SetGCPercent(20) // most of the heap is the module's own memory, and pictures soon thrown away: 150 MB in place of 200, no slower
	drawer, err := newRasteriser(ctx, code, cache)
	if err != nil {
		return err
	}
	reader, writer := bufio.NewReader(in), bufio.NewWriter(out)
	for {
		scale, svg, err := receive(reader)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		answer, failed := drawer.PNG(svg, scale)
		mark := 0.0
		if failed != nil {
			mark, answer = 1, []byte(failed.Error())
		}
		if err := errors.Join(send(writer, mark, answer), writer.Flush()); err != nil {
			return err
		}
	}
}

// A message is a number and content: the scale and a drawing one way; 0 and a picture, or 1 and what went wrong, the other.
func send(w io.Writer, number float64, content []byte) error {
	var head [12]byte
	binary.LittleEndian.PutUint64(head[:], math.Float64bits(number))
	binary.LittleEndian.PutUint32(head[8:], uint32(len(content)))
	if _, err := w.Write(head[:]); err != nil {
		return fmt.Errorf("send: %w", err)
	}
	if _, err := w.Write(content); err != nil {
		return fmt.Errorf("send: %w", err)
	}
	return nil
}

func receive(r io.Reader) (float64, []byte, error) {
	var head [12]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	length := binary.LittleEndian.Uint32(head[8:])
	if length > longest {
		return 0, nil, fmt.Errorf("a message of %d bytes is too long", length)
	}
	content := make([]byte, length)
	if _, err := io.ReadFull(r, content); err != nil {
		return 0, nil, fmt.Errorf("receive: %w", err)
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(head[:])), content, nil
}

// Workers draws pictures in worker processes. It is safe for concurrent use.
type Workers struct {
	command []string
	places  chan struct{} // one for each process that may draw
	idle    chan *worker  // running processes with nothing to do: another is started only when there is none
}

// worker is one running process.
type worker struct {
	process *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

// NewWorkers draws with as many processes, started by a command line whose program calls Work.
func NewWorkers(count int, command ...string) *Workers {
	w := &Workers{command: command, places: make(chan struct{}, count), idle: make(chan *worker, count)}
	for range count {
		w.places <- struct{}{}
	}
	return w
}

// PNG draws a picture at a scale. A worker that takes too long, or whose caller gives up, is killed.
func (w *Workers) PNG(ctx context.Context, svg []byte, scale float64) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	select {
	case <-w.places:
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a worker: %w", ctx.Err())
	}
	defer func() { w.places <- struct{}{} }()
	at, err := w.next()
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, at.kill)
	mark, answer, err := at.draw(svg, scale)
	if !stop() || err != nil {
		at.end()
	} else {
		w.idle <- at
	}
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("draw the picture: %w", ctx.Err())
	case err != nil:
		return nil, fmt.Errorf("draw the picture: the worker ended: %w", err)
	case mark != 0:
		return nil, fmt.Errorf("draw the picture: %s", answer)
	}
	return answer, nil
}

// next is a process that runs already, else a new one: each takes 150 MB.
func (w *Workers) next() (*worker, error) {
	select {
	case at := <-w.idle:
		return at, nil
	default:
		return w.start()
	}
}

func (w *Workers) start() (*worker, error) {
	process := exec.Command(w.command[0], w.command[1:]...)
	process.Stderr = os.Stderr
	in, err := process.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	out, err := process.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	if err := process.Start(); err != nil {
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	return &worker{process, in, bufio.NewReader(out)}, nil
}

func (w *worker) draw(svg []byte, scale float64) (float64, []byte, error) {
	if err := send(w.in, scale, svg); err != nil {
		return 0, nil, err
	}
	return receive(w.out)
}

// end kills the process and waits for it, so that nothing of it is left.
func (w *worker) end() {
	w.in.Close()
	w.kill()
	_ = w.process.Wait() // it was killed: how it ended says nothing
}

// Close ends the processes; pictures that are being drawn are waited for.
func (w *Workers) Close() {
	for range cap(w.places) {
		<-w.places
	}
	close(w.idle)
	for at := range w.idle {
		at.end()
	}
}

// kill ends the process; one that has ended already is as good.
func (w *worker) kill() { _ = w.process.Process.Kill() }
