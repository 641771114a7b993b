package dev.pgassay.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DataTableTest {
  @Test
  void putsTextToTheLeftAndNumbersToTheRight() {
    DataTable table = new DataTable(1, "table", "bytes");
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
    DataTable table = new DataTable(1, "table", "bytes");
    assertThatThrownBy(() -> table.add("events"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row has 2 cells, not 1");
  }
}
