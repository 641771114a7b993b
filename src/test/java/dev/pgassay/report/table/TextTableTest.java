package dev.pgassay.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.report.table.TextTable.Column;
import dev.pgassay.report.table.TextTable.Note;
import dev.pgassay.report.table.TextTable.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void alignsToTheRightUnderHeadersAndGroups() {
    TextTable table =
        new TextTable(
            List.of(Column.of("m"), Column.of("p50", "ms").in("1 client"), Column.of("MiB")),
            false);
    table.add(new Row(List.of("8", "0.900", "78.1")));
    table.add(new Row(List.of("16", "12.0"), "not built", List.of(new Note(Ink.RED, "why"))));

    assertThat(lines(table))
        .containsExactly(
            "      1 client", //
            "      p50",
            " m     ms   MiB",
            " 8  0.900  78.1",
            "16   12.0  not built",
            "    why");
  }

  @Test
  void knowsItsWidth() {
    TextTable table = new TextTable(List.of(Column.of("m"), Column.of("p50")), false);
    table.add(new Row(List.of("100", "1.20")));

    assertThat(table.width()).isEqualTo("100  1.20".length());
  }

  private static List<String> lines(TextTable table) {
    StringBuilder out = new StringBuilder();
    table.append(out);
    return out.toString().lines().toList();
  }
}
