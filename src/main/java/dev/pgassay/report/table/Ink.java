package dev.pgassay.report.table;

import dev.pgassay.failure.OneLine;

/** Colours for a terminal, or none. The text says everything without them. */
public enum Ink {
  PLAIN("0"),
  BOLD("1"),
  RED("31"),
  YELLOW("33");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  public String on(String text, boolean colour) {
    String shown = OneLine.orMore(text);
    return colour ? "\u001b[" + code + "m" + shown + "\u001b[0m" : shown;
  }
}
