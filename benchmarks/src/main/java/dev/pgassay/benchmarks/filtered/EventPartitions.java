package dev.pgassay.benchmarks.filtered;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.postgres.index.VectorIndex;
import dev.pgassay.postgres.jdbc.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The events' vectors in a table that is partitioned by list, by classes of a rank: those of the
 * first 0.1 %, the next up to 1, 10 and 50 %, and the rest. A filter at one of these shares reads
 * whole partitions only. Not thread-safe.
 */
final class EventPartitions {
  /** The ends of the classes, in permille of the events. */
  private static final int[] ENDS = {1, 10, 100, 500, 1000};

  private final EventsCopy copy;
  private final Attribute attribute;
  private final int dimensions;

  EventPartitions(EventsCopy copy, Attribute attribute, int dimensions) {
    this.copy = copy;
    this.dimensions = dimensions;
    this.attribute = attribute;
  }

  /** Makes the table, its partitions and their indexes. */
  void make() {
    String doing = "cannot partition the events";
    copy.execute(
        doing,
        """
        CREATE TABLE %s (
          id uuid NOT NULL,
          class integer NOT NULL,
          embedding vector(%d)
        ) PARTITION BY LIST (class)"""
            .formatted(copy.quoted(table()), dimensions));
    for (int number = 0; number < ENDS.length; number++) {
      copy.execute(
          doing,
          "CREATE TABLE %s PARTITION OF %s FOR VALUES IN (%d)"
              .formatted(copy.quoted(partition(number)), copy.quoted(table()), number));
    }
    copy.execute(
        doing,
        "INSERT INTO %s SELECT id, %s, embedding FROM %s"
            .formatted(copy.quoted(table()), classOf(), copy.quoted(EventsCopy.EVENTS)));
    for (int number = 0; number < ENDS.length; number++) {
      copy.buildIndex(
          index(number), partition(number), VectorIndex.SCHEMA_DEFAULT.usingWithDefaults());
      copy.prewarm(partition(number));
    }
    copy.execute(doing, "VACUUM ANALYZE " + copy.quoted(table()));
    copy.execute(
        doing, "GRANT SELECT ON " + copy.quoted(table()) + " TO " + Role.READ_ONLY.roleName());
  }

  /** Returns the name of the table, without a schema. */
  String table() {
    return "events_by_" + Words.word(attribute);
  }

  /** Returns the condition for a share of the events. */
  String condition(int permille) {
    return "class < " + partitions(permille).size();
  }

  /** Returns the names of the indexes that a search in a share of the events reads. */
  List<String> indexes(int permille) {
    return partitions(permille).stream().map(this::index).toList();
  }

  private static List<Integer> partitions(int permille) {
    List<Integer> read = new ArrayList<>();
    for (int number = 0; number < ENDS.length && ENDS[number] <= permille; number++) {
      read.add(number);
    }
    return read;
  }

  private String classOf() {
    StringBuilder cases = new StringBuilder("CASE");
    for (int number = 0; number < ENDS.length; number++) {
      cases.append(
          " WHEN %s_rank < %d THEN %d".formatted(Words.word(attribute), ENDS[number], number));
    }
    return cases.append(" END").toString();
  }

  private String partition(int number) {
    return table() + "_" + number;
  }

  private String index(int number) {
    return partition(number) + "_hnsw_idx";
  }
}
