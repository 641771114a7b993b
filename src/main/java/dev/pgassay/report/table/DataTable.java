package dev.pgassay.report.table;

import dev.pgassay.failure.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A plain table for a terminal: text to the left, numbers to the right. Not thread-safe. */
public final class DataTable {
  private static final String GAP = "  ";

  private final List<String> header;
  private final int leftColumns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param leftColumns how many columns, from the left, hold text; the others hold numbers
   * @param header of the columns, with their units
   */
  public DataTable(int leftColumns, String... header) {
    this.leftColumns = leftColumns;
    this.header = List.of(header);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column
   */
  public void add(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "a row has " + header.size() + " cells, not " + cells.length);
    }
    rows.add(Stream.of(cells).map(OneLine::of).toList());
  }

  /**
   * Renders the table.
   *
   * @return header and rows, each line ended by a line feed
   */
  public String render() {
    StringBuilder out = new StringBuilder();
    append(out, header);
    rows.forEach(row -> append(out, row));
    return out.toString();
  }

  private void append(StringBuilder out, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String padding = " ".repeat(width(column) - cells.get(column).length());
      line.append(column == 0 ? "" : GAP);
      line.append(column < leftColumns ? cells.get(column) + padding : padding + cells.get(column));
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private int width(int column) {
    int width = header.get(column).length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }
}
