package dev.pgassay.benchmarks.graph;

import dev.pgassay.data.load.EntityGraph;
import dev.pgassay.postgres.jdbc.QualifiedName;

/**
 * A question as a statement.
 *
 * @param question the question
 * @param form the language
 * @param hops number of events on a path
 */
record GraphStatement(GraphQuestion question, GraphForm form, int hops) {
  /** The most rows of an answer. */
  static final int ROWS = 20;

  /** The name of the key of a co-speaker, or of the first of two companies, in Cypher. */
  static final String FROM = "from";

  /** The name of the second of two companies in Cypher. */
  static final String TO = "to";

  /**
   * Writes the statement.
   *
   * @param schema of the tables
   */
  String sql(String schema) {
    String links = new QualifiedName(schema, question.links().tableName()).quoted();
    return switch (question) {
      case CO_SPEAKERS ->
          switch (form) {
            case CYPHER -> coSpeakersInCypher();
            case JOINS -> coSpeakersByJoins(links);
            case RECURSIVE -> coSpeakersByRecursion(links);
          };
      case COMPANY_PATH ->
          switch (form) {
            case CYPHER -> pathInCypher();
            case JOINS -> pathByJoins(links);
            case RECURSIVE -> pathByRecursion(links);
          };
    };
  }

  /** Returns how often the statement binds the two ends of a path. */
  int timesBound() {
    return form == GraphForm.JOINS && question == GraphQuestion.COMPANY_PATH ? hops : 1;
  }

  private String coSpeakersInCypher() {
    String step = "-[:%s]->(:Event)<-[:%s]-(".formatted(question.edge(), question.edge());
    String between = (step + ":" + question.label() + ")").repeat(hops - 1);
    return """
        SELECT id, ways
        FROM ag_catalog.cypher('%1$s', $$
          MATCH (own:%2$s)%3$s%4$sother:%2$s)
          WHERE own.id = $%5$s AND other.id <> $%5$s
          RETURN other.id, count(*)
          ORDER BY count(*) DESC, other.id
          LIMIT %6$d
        $$, ?) AS (id ag_catalog.agtype, ways ag_catalog.agtype)"""
        .formatted(EntityGraph.NAME, question.label(), between, step, FROM, ROWS);
  }

  /** Joins a pair of links for each event: the first leads to it, the second away from it. */
  private String coSpeakersByJoins(String links) {
    return """
        SELECT other.speaker_id, count(*) AS ways
        %s
        WHERE own.speaker_id = ? AND other.speaker_id <> own.speaker_id
        GROUP BY other.speaker_id
        ORDER BY ways DESC, other.speaker_id
        LIMIT %d"""
        .formatted(hops == 1 ? oneEvent(links) : twoEvents(links), ROWS);
  }

  private static String oneEvent(String links) {
    return """
        FROM %1$s AS own
        JOIN %1$s AS other ON other.event_id = own.event_id"""
        .formatted(links);
  }

  private static String twoEvents(String links) {
    return """
        FROM %1$s AS own
        JOIN %1$s AS met ON met.event_id = own.event_id AND met.speaker_id <> own.speaker_id
        JOIN %1$s AS next ON next.speaker_id = met.speaker_id AND next.event_id <> met.event_id
        JOIN %1$s AS other ON other.event_id = next.event_id AND other.speaker_id <> next.speaker_id"""
        .formatted(links);
  }

  /** Uses UNION ALL, because every path must be a row of its own to be counted. */
  private String coSpeakersByRecursion(String links) {
    return """
        WITH RECURSIVE path (origin, speaker_id, event_id, hops) AS (
          SELECT own.speaker_id, other.speaker_id, own.event_id, 1
          FROM %1$s AS own
          JOIN %1$s AS other ON other.event_id = own.event_id
          WHERE own.speaker_id = ? AND other.speaker_id <> own.speaker_id
          UNION ALL
          SELECT path.origin, other.speaker_id, own.event_id, path.hops + 1
          FROM path
          JOIN %1$s AS own ON own.speaker_id = path.speaker_id AND own.event_id <> path.event_id
          JOIN %1$s AS other
            ON other.event_id = own.event_id AND other.speaker_id <> own.speaker_id
          WHERE path.hops < %2$d
        )
        SELECT speaker_id, count(*) AS ways
        FROM path
        WHERE hops = %2$d AND speaker_id <> origin
        GROUP BY speaker_id
        ORDER BY ways DESC, speaker_id
        LIMIT %3$d"""
        .formatted(links, hops, ROWS);
  }

  /**
   * Each event is two edges. AGE finds all paths that are short enough, and sorts them by length.
   */
  private String pathInCypher() {
    return """
        SELECT events
        FROM ag_catalog.cypher('%1$s', $$
          MATCH path = (own:%2$s)-[:%3$s*2..%4$d]-(other:%2$s)
          WHERE own.id = $%5$s AND other.id = $%6$s
          RETURN length(path) / 2
          ORDER BY length(path)
          LIMIT 1
        $$, ?) AS (events ag_catalog.agtype)"""
        .formatted(EntityGraph.NAME, question.label(), question.edge(), 2 * hops, FROM, TO);
  }

  /** CASE evaluates the longer path only if there is no shorter one. */
  private String pathByJoins(String links) {
    StringBuilder cases = new StringBuilder();
    for (int events = 1; events <= hops; events++) {
      cases.append(
          """
              WHEN EXISTS (
                SELECT
                FROM %1$s AS own
                JOIN %1$s AS met1 ON met1.event_id = own.event_id
          """
              .formatted(links));
      for (int event = 2; event <= events; event++) {
        cases.append(
            """
                  JOIN %1$s AS own%2$d ON own%2$d.company_id = met%3$d.company_id
                  JOIN %1$s AS met%2$d ON met%2$d.event_id = own%2$d.event_id
            """
                .formatted(links, event, event - 1));
      }
      cases.append(
          """
                WHERE own.company_id = ? AND met%1$d.company_id = ?
              ) THEN %1$d
          """
              .formatted(events));
    }
    return """
        SELECT events
        FROM (
          SELECT CASE
        %s  END AS events
        ) AS shortest
        WHERE events IS NOT NULL"""
        .formatted(cases);
  }

  /** Uses UNION, because members must be reached once at each distance. */
  private String pathByRecursion(String links) {
    return """
        WITH RECURSIVE reached (company_id, events) AS (
          SELECT CAST(? AS uuid), 0
          UNION
          SELECT other.company_id, reached.events + 1
          FROM reached
          JOIN %1$s AS own ON own.company_id = reached.company_id
          JOIN %1$s AS other ON other.event_id = own.event_id
          WHERE reached.events < %2$d
        )
        SELECT events
        FROM reached
        WHERE company_id = ?
        ORDER BY events
        LIMIT 1"""
        .formatted(links, hops);
  }
}
