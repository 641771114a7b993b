package dev.pgassay.benchmarks.bulkload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.jdbc.QualifiedName;
import java.util.List;
import org.junit.jupiter.api.Test;

class InsertLoadingTest {
  @Test
  void hasAParameterForEachColumnOfEachRow() {
    assertThat(InsertLoading.sql(new QualifiedName("s", "t"), List.of("a", "b"), 3))
        .isEqualTo("INSERT INTO \"s\".\"t\" (\"a\", \"b\") VALUES (?, ?), (?, ?), (?, ?)");
  }
}
