package dev.pgassay.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScannerTest {
  @Test
  void numbersQuestionMarksAsTheDriverDoes() {
    assertThat(
            new SqlScanner("SELECT '?', \"a?\", $$?$$ /* ? */ FROM t WHERE a = ? AND b ??| ?")
                .numbered())
        .isEqualTo("SELECT '?', \"a?\", $$?$$ /* ? */ FROM t WHERE a = $1 AND b ?| $2");
  }

  @Test
  void tellsTheLineOfAPlace() {
    String sql = "SELECT 1\nFROM t\nWHERE x";

    assertThat(new SqlScanner(sql).lineOf(0)).isEqualTo(1);
    assertThat(new SqlScanner(sql).lineOf(sql.indexOf("WHERE"))).isEqualTo(3);
  }
}
