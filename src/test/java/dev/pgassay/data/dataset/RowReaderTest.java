package dev.pgassay.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.SmallDataset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowReaderTest {
  private static final DatasetGenerator GENERATOR = SmallDataset.generator();

  @Test
  void readsTheColumnsThatAreAskedForInThatOrder() {
    RowReader reader = RowReader.of(GENERATOR, Table.EVENTS, List.of("status", "id"));

    Object[] values = reader.read(7);

    assertThat(values[0]).isIn("completed", "cancelled", "published", "draft");
    assertThat(values[1]).isEqualTo(GENERATOR.ids(Table.EVENTS).uuid(7));
    assertThat((UUID) reader.read(8)[1]).isEqualTo(GENERATOR.ids(Table.EVENTS).uuid(8));
  }

  @Test
  void refusesAColumnThatIsNotGenerated() {
    assertThatThrownBy(() -> RowReader.of(GENERATOR, Table.EVENTS, List.of("search_vector")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("search_vector");
  }
}
