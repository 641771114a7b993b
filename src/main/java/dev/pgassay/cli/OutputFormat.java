package dev.pgassay.cli;

/** How a command prints its result on standard output. */
enum OutputFormat {
  /** For a person. */
  text,
  /** One JSON document and nothing else. */
  json
}
