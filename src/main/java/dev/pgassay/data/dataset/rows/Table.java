package dev.pgassay.data.dataset.rows;

/** The seven tables of the Event API, in an order in which foreign keys can be satisfied. */
public enum Table {
  /** People who speak at events. */
  SPEAKERS("speakers"),
  /** Companies that host, sponsor or exhibit. */
  COMPANIES("companies"),
  /** Topics of events, in a tree. */
  TOPICS("topics"),
  /** The events themselves, with text and embedding. */
  EVENTS("events"),
  /** The speakers of each event. */
  EVENT_SPEAKERS("event_speakers"),
  /** The companies of each event. */
  EVENT_COMPANIES("event_companies"),
  /** The topics of each event, with a relevance. */
  EVENT_TOPICS("event_topics");

  private final String tableName;

  Table(String tableName) {
    this.tableName = tableName;
  }

  /** Returns the name of the table, without a schema; it needs no quotes. */
  public String tableName() {
    return tableName;
  }
}
