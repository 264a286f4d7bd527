# Opens a deck with officer and says what it found: slides, and words on them.
suppressMessages(library(officer))
deck <- read_pptx(commandArgs(trailingOnly = TRUE)[1])
found <- pptx_summary(deck)
cat("slides", length(deck), "\n")
cat(found$text[!is.na(found$text)], sep = "\n")
