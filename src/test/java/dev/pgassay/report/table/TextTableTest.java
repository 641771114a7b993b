package dev.pgassay.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  @Test
  void putsTextToTheLeftAndNumbersToTheRight() {
    TextTable table = new TextTable(1, "table", "bytes");
    table.add("events", "8192");
    table.add("speakers", "16384");

    assertThat(table.render())
        .isEqualTo(
            """
            table     bytes
            events     8192
            speakers  16384
            """);
  }

  @Test
  void refusesARowOfAnotherWidth() {
    TextTable table = new TextTable(1, "table", "bytes");

    assertThatThrownBy(() -> table.add("events"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row has 2 cells, not 1");
  }

  private static List<String> lines(TextTable table) {
    StringBuilder out = new StringBuilder();
    table.append(out);
    return out.toString().lines().toList();
  }
}
