package dev.pgassay.cli;

/** How a comparison is printed. */
enum VerdictFormat {
  text,
  markdown,
  junit,
  json,
  github
}
