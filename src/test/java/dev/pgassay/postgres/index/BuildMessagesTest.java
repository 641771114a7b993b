package dev.pgassay.postgres.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BuildMessagesTest {
  @Test
  void tellWhenTheGraphLeftTheMemory() {
    assertThat(
            said("hnsw graph no longer fits into maintenance_work_mem after 9871 tuples")
                .rowsInMemory())
        .hasValue(9871);
  }

  @Test
  void tellNothingOfAGraphThatFitted() {
    assertThat(said("some other notice").rowsInMemory()).isEmpty();
  }

  private static BuildMessages said(String notice) {
    return new BuildMessages(
        List.of("table has been changed", notice), OptionalInt.empty(), OptionalInt.of(2));
  }
}
