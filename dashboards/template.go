package dashboards

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofiber/fiber/v2"

	"klarsyn/dashboards/export/pptx"
)

// readTemplate reads the region's own deck (mall), whose layouts, colours and typeface presentations take over. It is read anew for each
// presentation, so that a changed one is used at once. Nil: there is none.
func readTemplate(path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the template: %w", err)
	}
	return content, nil
}

// CheckTemplate tells what is wrong with a region's own deck, in one Swedish sentence. No deck is no fault.
func CheckTemplate(path string) error {
	content, err := readTemplate(path)
	if content == nil || err != nil {
		return err
	}
	_, err = pptx.ReadTemplate(content)
	return unusable(path, err)
}

// unusable names the file in what is said about a template that cannot be used. Other errors stay.
func unusable(path string, err error) error {
	var template *pptx.TemplateError
	if !errors.As(err, &template) {
		return err
	}
	return &fault{status: fiber.StatusInternalServerError, sentence: "Presentationen kan inte skrivas: " + filepath.Base(path) + " kan inte användas som mall, för " + template.Error() + "."}
}

// templateMark tells templates apart in entity tags.
func (s *Server) templateMark(format string) string {
	if format != "pptx" || s.options.Template == "" {
		return ""
	}
	facts, err := os.Stat(s.options.Template)
	if err != nil {
		return ""
	}
	return fmt.Sprint(facts.Size(), facts.ModTime().UnixNano())
}
