package dev.pgassay.benchmarks.bulkload;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How rows, some thousand, are brought into a table, always in one transaction. */
enum LoadMethod {
  /** COPY in the binary format. */
  COPY_BINARY(0),
  /** COPY in the text format. */
  COPY_TEXT(0),
  /** A statement and a round trip for each row. */
  INSERT_1(1),
  /** A statement for each row, sent in JDBC batches of a thousand without a wait in between. */
  INSERT_PIPELINED(1),
  /** Ten rows in a statement. */
  INSERT_10(10),
  /** A hundred rows in a statement. */
  INSERT_100(100),
  /** A thousand rows in a statement. */
  INSERT_1000(1000);

  private final int rowsInStatement;

  LoadMethod(int rowsInStatement) {
    this.rowsInStatement = rowsInStatement;
  }

  static LoadMethod of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(LoadMethod::word).toList();
  }

  boolean isCopy() {
    return this == COPY_BINARY || this == COPY_TEXT;
  }

  /** Rows of one INSERT. */
  int rowsInStatement() {
    return rowsInStatement;
  }
}
