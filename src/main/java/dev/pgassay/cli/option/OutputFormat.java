package dev.pgassay.cli.option;

/** How a command prints its result on standard output. */
public enum OutputFormat {
  /** Text for people. */
  text,
  /** One JSON document and nothing else. */
  json
}
