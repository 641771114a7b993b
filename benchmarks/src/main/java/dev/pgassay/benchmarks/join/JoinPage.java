package dev.pgassay.benchmarks.join;

import dev.pgassay.data.dataset.rows.Table;

/** A page that joins a link table. */
enum JoinPage {
  /** The events of a speaker, the latest first. */
  SPEAKER(Table.EVENT_SPEAKERS, "speaker_id", "role"),
  /** The events of a company, the latest first. */
  COMPANY(Table.EVENT_COMPANIES, "company_id", "relationship"),
  /** The events on a topic, the latest first. */
  TOPIC(Table.EVENT_TOPICS, "topic_id", "relevance"),
  /** The topics with the most events in a month of a quarter. */
  COUNTS(Table.EVENT_TOPICS, "topic_id", "relevance");

  private final Table links;
  private final String entity;
  private final String attribute;

  JoinPage(Table links, String entity, String attribute) {
    this.links = links;
    this.entity = entity;
    this.attribute = attribute;
  }

  /** The link table. */
  Table links() {
    return links;
  }

  /** The column of the link table that refers to the page's entity. */
  String entity() {
    return entity;
  }

  /** The column of the link table that the page shows. */
  String attribute() {
    return attribute;
  }

  /** The index on the foreign key. */
  String index() {
    return links.tableName() + "_" + entity + "_idx";
  }
}
