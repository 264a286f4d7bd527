package dashboards

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"klarsyn/analytics"
)

func (s *Server) sendSVG(_ context.Context, _ *fiber.Ctx, _ *analytics.Page, _ *analytics.Table) error {
	return &fault{status: fiber.StatusNotFound, sentence: "Analysen har inget diagram."}
}
