package dashboards

//go:generate go run ./assets
