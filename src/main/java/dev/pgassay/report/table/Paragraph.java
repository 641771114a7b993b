package dev.pgassay.report.table;

import dev.pgassay.failure.OneLine;

/** A label in a narrow column with wrapped text to the right of it. */
public final class Paragraph {
  /** The width of a terminal that results are laid out for. */
  public static final int WIDTH = 120;

  /** Indents a line to the width of the column of labels. */
  public static final String INDENT = " ".repeat(10);

  private Paragraph() {}

  /**
   * Appends lines. The label is on the first. Words longer than a line are not cut.
   *
   * @param out receives the lines, each with a line feed
   * @param label a word or two
   * @param text words, separated by single spaces
   */
  public static void append(StringBuilder out, String label, String text) {
    StringBuilder line = new StringBuilder(label);
    String gap = " ".repeat(Math.max(1, INDENT.length() - label.length()));
    for (String word : OneLine.of(text).split(" ")) {
      if (line.length() + gap.length() + word.length() > WIDTH && !line.toString().isBlank()) {
        out.append(line).append('\n');
        line.setLength(0);
        gap = INDENT;
      }
      line.append(gap).append(word);
      gap = " ";
    }
    out.append(line).append('\n');
  }
}
