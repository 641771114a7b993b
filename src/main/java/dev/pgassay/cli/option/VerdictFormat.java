package dev.pgassay.cli.option;

/** How a comparison is printed. */
enum VerdictFormat {
  text,
  markdown,
  junit,
  json,
  github
}
