package dev.pgassay.benchmarks.write;

/** The rows that an execution writes. */
enum WriteKind {
  /** One event in a transaction of its own. */
  INSERT("n_tup_ins", 1),
  /** A hundred events in one batch and one transaction. */
  INSERT_BATCH("n_tup_ins", WriteKind.BATCH),
  /** One event; every second one exists already by its source_url. */
  UPSERT("n_tup_ins + n_tup_upd", 1),
  /** The embedding of an event. */
  UPDATE_EMBEDDING("n_tup_upd", 1),
  /** The capacity of an event, which no index contains. */
  UPDATE_COLUMN("n_tup_upd", 1),
  /** An event with its links; it was inserted just before, outside of the timed part. */
  DELETE("n_tup_del", 1);

  static final int BATCH = 100;

  private final String counter;
  private final int rows;

  WriteKind(String counter, int rows) {
    this.counter = counter;
    this.rows = rows;
  }

  /** The columns of {@code pg_stat_user_tables} that count these rows. */
  String counter() {
    return counter;
  }

  /** Returns the number of rows that an execution writes. */
  int rows() {
    return rows;
  }

  /** Tells whether an execution, or its preparation, needs new embeddings. */
  boolean writesEmbeddings() {
    return this != UPDATE_COLUMN;
  }

  /** The statement; a batch executes it for each row. */
  String sql(String events) {
    return switch (this) {
      case INSERT, INSERT_BATCH -> insert(events);
      case UPSERT ->
          insert(events)
              + """

              ON CONFLICT (source_url) DO UPDATE
              SET name = excluded.name, capacity = excluded.capacity, updated_at = now()""";
      case UPDATE_EMBEDDING -> "UPDATE " + events + "\nSET embedding = ?\nWHERE id = ?";
      case UPDATE_COLUMN -> "UPDATE " + events + "\nSET capacity = ?\nWHERE id = ?";
      case DELETE -> "DELETE FROM " + events + "\nWHERE source_url = ?";
    };
  }

  /** Parameters in the order of {@link WriteInputs}' columns, then embedding and source_url. */
  static String insert(String events) {
    return """
        INSERT INTO %s (
          name, normalized_name, description, event_type, status, starts_at, ends_at, timezone,
          city, country, is_virtual, capacity, topic_rank, audience_rank, embedding, source_url)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
        .formatted(events);
  }
}
