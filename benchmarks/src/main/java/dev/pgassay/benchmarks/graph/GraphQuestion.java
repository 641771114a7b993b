package dev.pgassay.benchmarks.graph;

import dev.pgassay.dataset.Table;

/** What is asked of those who take part in events, and of the events that join them. */
enum GraphQuestion {
  /** Whom a speaker could be introduced to: others on stages with those on the own stages. */
  CO_SPEAKERS(Table.SPEAKERS, Table.EVENT_SPEAKERS, "speaker_id", "Speaker", "SPEAKS_AT"),
  /** How many events lie between two companies on the shortest path. */
  COMPANY_PATH(Table.COMPANIES, Table.EVENT_COMPANIES, "company_id", "Company", "TAKES_PART_IN");

  private final Table members;
  private final Table links;
  private final String column;
  private final String label;
  private final String edge;

  GraphQuestion(Table members, Table links, String column, String label, String edge) {
    this.members = members;
    this.links = links;
    this.column = column;
    this.label = label;
    this.edge = edge;
  }

  /** The table of those who take part. */
  Table members() {
    return members;
  }

  /** The table that joins them with events. */
  Table links() {
    return links;
  }

  /** The column of that table which says who. */
  String column() {
    return column;
  }

  /** The label of their vertices. */
  String label() {
    return label;
  }

  /** The label of the edges that lead from them to events. */
  String edge() {
    return edge;
  }
}
