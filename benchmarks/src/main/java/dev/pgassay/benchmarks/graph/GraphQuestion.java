package dev.pgassay.benchmarks.graph;

import dev.pgassay.data.dataset.rows.Table;

/** A question about members, who take part in events, and the events that connect them. */
enum GraphQuestion {
  /** The people that a speaker could be introduced to: they share events with fellow speakers. */
  CO_SPEAKERS(Table.SPEAKERS, Table.EVENT_SPEAKERS, "speaker_id", "Speaker", "SPEAKS_AT"),
  /** The number of events on the shortest path between two companies. */
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

  /** The column of that table that refers to the member. */
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
