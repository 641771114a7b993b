package dev.pgassay.benchmarks.bulkload;

/** A method of loading thousands of rows into a table in one transaction. */
enum LoadMethod {
  /** COPY in the binary format. */
  COPY_BINARY(0),
  /** COPY in the text format. */
  COPY_TEXT(0),
  /** A statement and a round trip for each row. */
  INSERT_1(1),
  /** A statement for each row, sent in JDBC batches of a thousand without waiting in between. */
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

  boolean isCopy() {
    return this == COPY_BINARY || this == COPY_TEXT;
  }

  /** Rows of one INSERT. */
  int rowsInStatement() {
    return rowsInStatement;
  }
}
