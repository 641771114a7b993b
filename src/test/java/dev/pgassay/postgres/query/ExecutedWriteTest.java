package dev.pgassay.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import org.junit.jupiter.api.Test;

class ExecutedWriteTest {
  /** A plan as PostgreSQL 15 prints it. */
  private static final String JSON =
      """
      [{"Plan": {"Node Type": "ModifyTable", "WAL Records": 2003, "WAL FPI": 4, "WAL Bytes": 157211,
                 "Plans": [{"Node Type": "Seq Scan", "WAL Records": 0, "WAL FPI": 0, "WAL Bytes": 0}]},
        "Planning Time": 0.044, "Triggers": [], "Execution Time": 12.5}]
      """;

  @Test
  void readsWhatTheWholeStatementWroteAndTook() {
    assertThat(ExecutedWrite.parse(JSON)).isEqualTo(new ExecutedWrite(157_211, 4, 12.5));
  }

  @Test
  void addsUp() {
    assertThat(new ExecutedWrite(1, 2, 3).plus(new ExecutedWrite(10, 20, 30)))
        .isEqualTo(new ExecutedWrite(11, 22, 33));
  }

  @Test
  void refusesAPlanThatWasNotExecuted() {
    assertThatThrownBy(() -> ExecutedWrite.parse("[{\"Plan\": {\"Node Type\": \"Result\"}}]"))
        .isInstanceOf(Failure.class)
        .hasMessage("the server's EXPLAIN output has no WAL Bytes");
  }
}
