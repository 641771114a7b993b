package dev.pgassay.cli.option;

/** How a command prints its result on standard output. */
public enum OutputFormat {
  /** For a person. */
  text,
  /** One JSON document and nothing else. */
  json
}
