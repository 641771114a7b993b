package dev.pgassay.data.dataset.rows;

/** The seven tables of the Event API, in an order in which foreign keys can be satisfied. */
public enum Table {
  /** People who speak at events. */
  SPEAKERS("speakers"),
  /** Companies that host, sponsor or exhibit. */
  COMPANIES("companies"),
  /** What events are about, in a tree. */
  TOPICS("topics"),
  /** The events themselves, with text and embedding. */
  EVENTS("events"),
  /** Who speaks where. */
  EVENT_SPEAKERS("event_speakers"),
  /** Which company takes part where. */
  EVENT_COMPANIES("event_companies"),
  /** What an event is about, with a relevance. */
  EVENT_TOPICS("event_topics");

  private final String tableName;

  Table(String tableName) {
    this.tableName = tableName;
  }

  /**
   * Returns the name of the table, without a schema.
   *
   * @return the name, which needs no quotes
   */
  public String tableName() {
    return tableName;
  }
}
