package dev.pgassay.report.table;

import dev.pgassay.failure.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table for a terminal. Each column is as wide as its widest cell. Lines of free text may follow
 * a row. Text is aligned to the left, numbers to the right. Not thread-safe.
 */
public final class TextTable {
  private static final String GAP = "  ";

  /** A column. Equal groups of neighbouring columns are printed once above them. */
  public record Column(String group, List<String> header) {
    public static Column of(String... header) {
      return new Column("", Stream.of(header).map(OneLine::of).toList());
    }

    public Column in(String group) {
      return new Column(group, header);
    }

    private int width() {
      return header.stream().mapToInt(String::length).max().orElse(0);
    }

    private String line(int number, int lines) {
      int own = number - (lines - header.size());
      return own < 0 ? "" : header.get(own);
    }
  }

  /** Cells from the left. If there are fewer than columns, text may follow them. */
  public record Row(List<String> cells, String text, List<Note> notes) {
    public Row {
      cells = cells.stream().map(OneLine::of).toList();
      text = OneLine.of(text);
    }

    public Row(List<String> cells) {
      this(cells, "", List.of());
    }
  }

  /** A line below a row. */
  public record Note(Ink ink, String text) {
    public Note {
      text = OneLine.of(text);
    }
  }

  private final List<Column> columns;
  private final int leftColumns;
  private final List<Row> rows = new ArrayList<>();
  private final boolean colour;

  private TextTable(int leftColumns, List<Column> columns, boolean colour) {
    this.leftColumns = leftColumns;
    this.columns = List.copyOf(columns);
    this.colour = colour;
  }

  /** Makes a table whose columns are all aligned to the right. */
  public TextTable(List<Column> columns, boolean colour) {
    this(0, columns, colour);
  }

  /**
   * Makes a table without colours and notes.
   *
   * @param leftColumns number of text columns, from the left; the others contain numbers
   * @param header of the columns, with their units
   */
  public TextTable(int leftColumns, String... header) {
    this(leftColumns, Stream.of(header).map(Column::of).toList(), false);
  }

  /** Adds a row with one cell for each column. */
  public void add(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row has " + columns.size() + " cells, not " + cells.length);
    }
    add(new Row(List.of(cells)));
  }

  public void add(Row row) {
    rows.add(row);
  }

  public int width() {
    int width = 0;
    for (int column = 0; column < columns.size(); column++) {
      width += (column == 0 ? 0 : GAP.length()) + width(column);
    }
    return width;
  }

  /** Returns header and rows, each line with a line feed. */
  public String render() {
    StringBuilder out = new StringBuilder();
    append(out);
    return out.toString();
  }

  public void append(StringBuilder out) {
    appendGroups(out);
    int lines = columns.stream().mapToInt(it -> it.header().size()).max().orElse(0);
    for (int i = 0; i < lines; i++) {
      int number = i;
      appendLine(out, columns.stream().map(it -> it.line(number, lines)).toList(), "", true);
    }
    for (Row row : rows) {
      appendLine(out, row.cells(), row.text(), false);
      for (Note note : row.notes()) {
        out.append("    ").append(note.ink().on(note.text(), colour)).append('\n');
      }
    }
  }

  private void appendGroups(StringBuilder out) {
    if (columns.stream().allMatch(column -> column.group().isEmpty())) {
      return;
    }
    StringBuilder line = new StringBuilder();
    int position = 0;
    String last = "";
    for (int column = 0; column < columns.size(); column++) {
      String group = columns.get(column).group();
      position += column == 0 ? 0 : GAP.length();
      if (!group.equals(last) && !group.isEmpty()) {
        int start = position + width(column) - columns.get(column).width();
        line.append(" ".repeat(Math.max(0, start - line.length()))).append(group);
      }
      last = group;
      position += width(column);
    }
    out.append(Ink.BOLD.on(line.toString(), colour)).append('\n');
  }

  private void appendLine(StringBuilder out, List<String> cells, String text, boolean bold) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(width(column) - cell.length());
      line.append(column == 0 ? "" : GAP);
      line.append(column < leftColumns ? cell + padding : padding + cell);
    }
    line.append(text.isEmpty() ? "" : GAP + text);
    String stripped = line.toString().stripTrailing();
    out.append(bold ? Ink.BOLD.on(stripped, colour) : stripped).append('\n');
  }

  private int width(int column) {
    int width = columns.get(column).width();
    for (Row row : rows) {
      if (column < row.cells().size()) {
        width = Math.max(width, row.cells().get(column).length());
      }
    }
    return width;
  }
}
