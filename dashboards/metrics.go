package dashboards

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// A meter counts what the server does. Labels hold routes, never what a reader asked for.
type meter struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	figures  *prometheus.CounterVec
}

func newMeter() *meter {
	m := &meter{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "klarsyn_requests_total", Help: "Answered requests."}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "klarsyn_request_seconds", Help: "Time to answer.",
			Buckets: []float64{.001, .003, .01, .03, .1, .3, 1, 3, 10}}, []string{"route"}),
		figures: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "klarsyn_figures_total", Help: "Figures by how they turned out."}, []string{"outcome"}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.figures, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *meter) handler() fiber.Handler {
	return adaptor.HTTPHandler(promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
}

func (m *meter) request(c *fiber.Ctx, err error, took time.Duration) {
	status := c.Response().StatusCode()
	if err != nil {
		status = fiber.StatusInternalServerError
		var known *fault
		if errors.As(err, &known) {
			status = known.status
		}
	}
	route := strings.Clone(c.Route().Path)
	m.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}
