// Command shots takes pictures of every page of a running server, in the widths and colour schemes that readers have,
// and prints each as A4, so that the whole can be looked at after a change.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/spf13/cobra"
)

const chromium = "/usr/bin/chromium"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := newRoot().ExecuteContext(ctx)
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "shots: %v\n", err)
		os.Exit(1)
	}
}

// A camera is what a run was asked for.
type camera struct {
	base, out string
	click     string // selector of what is clicked before a picture, which then shows a window and not the whole page
	widths    []int
	schemes   []string
	print     bool
}

func newRoot() *cobra.Command {
	c := camera{}
	root := &cobra.Command{
		Use:   "shots [PATH …]",
		Short: "Takes pictures of a running server's pages",
		Long: "Takes pictures of the pages of a running server: those named, else every sheet and document that the pages link to.\n" +
			"shots --base http://127.0.0.1:8080 --out /tmp/shots /hjartsvikt/dashboard '/hjartsvikt/dashboard?a.ar=2025&b.ar=2024'",
		SilenceErrors: true, SilenceUsage: true,
		RunE: func(command *cobra.Command, paths []string) error { return c.run(command.Context(), paths) },
	}
	root.Flags().StringVar(&c.base, "base", "http://127.0.0.1:8080", "address of the server")
	root.Flags().StringVar(&c.out, "out", "shots", "folder to write to")
	root.Flags().IntSliceVar(&c.widths, "widths", []int{1440, 768, 320}, "widths in pixels")
	root.Flags().StringSliceVar(&c.schemes, "schemes", []string{"light", "dark"}, "colour schemes")
	root.Flags().StringVar(&c.click, "click", "", "CSS selector of what to click first; the picture shows the window as it then is")
	root.Flags().BoolVar(&c.print, "print", true, "print each page as PDF too")
	return root
}

func (c camera) run(ctx context.Context, paths []string) error {
	if err := os.MkdirAll(c.out, 0o750); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	profile, err := os.MkdirTemp("", "klarsyn-shots-")
	if err != nil {
		return fmt.Errorf("make a browser profile: %w", err)
	}
	defer os.RemoveAll(profile)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true), chromedp.UserDataDir(profile))
	allocator, stop := chromedp.NewExecAllocator(ctx, options...)
	defer stop()
	tab, cancel := chromedp.NewContext(allocator)
	defer cancel()
	if len(paths) == 0 {
		if paths, err = c.discover(tab); err != nil {
			return err
		}
	}
	for _, path := range paths {
		if err := c.page(tab, path); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}

// discover lists the pages that can be reached: every area's sheets, and the documents that the frame links to.
func (c camera) discover(tab context.Context) ([]string, error) {
	paths := []string{"/"}
	for at := 0; at < len(paths); at++ {
		links, err := c.links(tab, paths[at])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", paths[at], err)
		}
		for _, link := range links {
			if !slices.Contains(paths, link) {
				paths = append(paths, link)
			}
		}
	}
	return paths, nil
}

const pageLinks = `[...document.querySelectorAll('nav a, .card a, .foot a, footer a')].map(a => new URL(a.href)).filter(u => u.origin === location.origin && !u.pathname.startsWith('/api/')).map(u => u.pathname)`

func (c camera) links(tab context.Context, path string) ([]string, error) {
	if err := chromedp.Do(tab, chromedp.Navigate(c.base+path)); err != nil {
		return nil, err
	}
	return chromedp.Run(tab, chromedp.Evaluate[[]string](pageLinks))
}

// page takes all pictures of one page.
func (c camera) page(tab context.Context, path string) error {
	name := strings.Trim(strings.NewReplacer("/", "-", "?", "--", "&", "-", "=", "-").Replace(path), "-")
	if name == "" {
		name = "start"
	}
	for _, width := range c.widths {
		for _, scheme := range c.schemes {
			if err := chromedp.Do(tab, chromedp.EmulateViewport(int64(width), windowHeight), prefers(scheme), chromedp.Navigate(c.base+path)); err != nil {
				return err
			}
			if err := drawn(tab); err != nil {
				return err
			}
			take := c.whole
			if c.click != "" {
				take = c.clicked
			}
			picture, err := take(tab, int64(width))
			if err != nil {
				return fmt.Errorf("%d px, %s: %w", width, scheme, err)
			}
			if err := os.WriteFile(filepath.Join(c.out, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)), picture, 0o640); err != nil {
				return fmt.Errorf("write the picture: %w", err)
			}
		}
	}
	if !c.print {
		return nil
	}
	if err := chromedp.Do(tab, chromedp.EmulateViewport(1440, 900), prefers("light"), chromedp.Navigate(c.base+path)); err != nil {
		return err
	}
	if err := drawn(tab); err != nil {
		return err
	}
	report, err := chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		return fmt.Errorf("print: %w", err)
	}
	if err := os.WriteFile(filepath.Join(c.out, name+".pdf"), report, 0o640); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

const windowHeight = 900

// pageHeight is how high a window must be to show all; higher ones cannot be drawn in one piece.
const pageHeight = `Math.min(document.documentElement.scrollHeight, 16000)`

// whole takes the whole page in a window of its height: of what lies beyond a window, bands are left blank.
func (c camera) whole(tab context.Context, width int64) ([]byte, error) {
	height, err := chromedp.Run(tab, chromedp.Evaluate[int64](pageHeight))
	if err != nil {
		return nil, err
	}
	if err := chromedp.Do(tab, chromedp.EmulateViewport(width, max(height, windowHeight))); err != nil {
		return nil, err
	}
	if err := drawn(tab); err != nil {
		return nil, err
	}
	return chromedp.Run(tab, chromedp.FullScreenshot(100))
}

// clicked takes the window after a click, as a reader sees what opens.
func (c camera) clicked(tab context.Context, _ int64) ([]byte, error) {
	found, err := chromedp.Run(tab, chromedp.Evaluate[bool](fmt.Sprintf(`(e => { e?.click(); return !!e })(document.querySelector(%q))`, c.click)))
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("nothing matches %s", c.click)
	}
	if err := drawn(tab); err != nil {
		return nil, err
	}
	return chromedp.Run(tab, chromedp.CaptureScreenshot())
}

func prefers(scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
		return err
	})
}

// allDrawn says whether no panel is being computed and every chart that is seen fills its place: the first drawing
// of a page may be made before its style sheet is.
const allDrawn = `document.readyState === 'complete' && !document.querySelector('html.loading, .state.loading') &&
	[...document.querySelectorAll('[data-chart]')].every(e => !e.offsetParent || e.querySelector('svg')?.clientWidth === e.querySelector('.chart').clientWidth)`

// painted waits for the frames in which charts of a new size are drawn anew.
const painted = `new Promise(r => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => r(true))), 200))`

func drawn(tab context.Context) error {
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		done, err := chromedp.Run(tab, chromedp.Evaluate[bool](allDrawn))
		if err != nil {
			return err
		}
		if done {
			_, err := chromedp.Run(tab, chromedp.Evaluate[bool](painted, chromedp.EvalAwaitPromise))
			return err
		}
	}
	return fmt.Errorf("the figures were not drawn within 30 s")
}
