package dev.pgassay.postgres.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.failure.Failure;
import dev.pgassay.file.Sha256;
import dev.pgassay.postgres.jdbc.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The shape of a plan: its nodes with relations, indexes and directions, without costs and row
 * estimates, which move with every ANALYZE. Immutable.
 *
 * @param nodes the nodes in depth-first order, each indented by its depth, such as {@code Index
 *     Scan Forward using events_embedding_hnsw_idx on events} or {@code Aggregate [hashed]}
 * @param indexes the names of the indexes in it
 * @param relations the names of the tables in it that are scanned sequentially
 * @param tables every table that it reads, each once, without those of the catalogue; empty without
 *     the option VERBOSE of EXPLAIN, since it then names no schema
 */
public record QueryPlan(
    List<String> nodes, List<String> indexes, List<String> relations, List<QualifiedName> tables) {
  private static final int FINGERPRINT_DIGITS = 16;
  private static final Set<String> OF_SERVER = Set.of("information_schema", "pg_catalog");

  /** Copies the lists. */
  public QueryPlan {
    nodes = List.copyOf(nodes);
    indexes = List.copyOf(indexes);
    relations = List.copyOf(relations);
    tables = List.copyOf(tables);
  }

  /**
   * Reads the output of {@code EXPLAIN (FORMAT JSON)}.
   *
   * @param json the document
   * @return its shape
   * @throws Failure if it is not such a document
   */
  public static QueryPlan parse(String json) {
    Reader reader = new Reader();
    reader.visit(document(json).path("Plan"), 0);
    return new QueryPlan(
        reader.nodes, reader.indexes, reader.relations, List.copyOf(reader.tables));
  }

  /**
   * Reads the query identifier of the statement in {@code pg_stat_statements}.
   *
   * @param json the output of {@code EXPLAIN (VERBOSE, FORMAT JSON)}
   * @return the identifier; empty if the server does not compute it
   */
  static Optional<Long> queryId(String json) {
    JsonNode id = document(json).path("Query Identifier");
    return id.isMissingNode() ? Optional.empty() : Optional.of(id.longValue());
  }

  static JsonNode document(String json) {
    try {
      return new ObjectMapper().readTree(json).path(0);
    } catch (JsonProcessingException e) {
      throw new Failure("the server's EXPLAIN output is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Identifies the shape.
   *
   * @return 16 hexadecimal digits of the SHA-256 of the nodes
   */
  public String fingerprint() {
    return Sha256.hex(text()).substring(0, FINGERPRINT_DIGITS);
  }

  /**
   * Returns the plan for people.
   *
   * @return one line for each node
   */
  public String text() {
    return String.join("\n", nodes);
  }

  /**
   * Tells whether an index is used anywhere in the plan.
   *
   * @param name of the index
   * @return whether it is
   */
  public boolean usesIndex(String name) {
    return indexes.contains(name);
  }

  /**
   * Tells whether a table is read sequentially anywhere in the plan.
   *
   * @param table its name without a schema
   * @return whether it is
   */
  public boolean scansSequentially(String table) {
    return relations.contains(table);
  }

  /** Names a node with its relation, index and direction. */
  static String describe(JsonNode node) {
    StringBuilder line = new StringBuilder(node.path("Node Type").asText("?"));
    append(line, " ", node.path("Join Type"));
    append(line, " ", node.path("Scan Direction"));
    append(line, " using ", node.path("Index Name"));
    append(line, " on ", node.path("Relation Name"));
    return line.toString();
  }

  /** How a node works, in brackets: whether it sorts or hashes, and whether workers share it. */
  private static String details(JsonNode node) {
    StringBuilder details = new StringBuilder();
    if (!node.path("Strategy").isMissingNode()) {
      details.append(" [").append(node.path("Strategy").asText().toLowerCase(Locale.ROOT));
      details.append(']');
    }
    return details.append(node.path("Parallel Aware").asBoolean() ? " [parallel]" : "").toString();
  }

  private static void append(StringBuilder line, String before, JsonNode value) {
    if (!value.isMissingNode()) {
      line.append(before).append(value.asText());
    }
  }

  private static final class Reader {
    private final List<String> nodes = new ArrayList<>();
    private final List<String> indexes = new ArrayList<>();
    private final List<String> relations = new ArrayList<>();
    private final Set<QualifiedName> tables = new LinkedHashSet<>();

    void visit(JsonNode node, int depth) {
      nodes.add("  ".repeat(depth) + describe(node) + details(node));
      if (node.has("Index Name")) {
        indexes.add(node.path("Index Name").asText());
      }
      if (node.path("Node Type").asText().equals("Seq Scan")) {
        relations.add(node.path("Relation Name").asText());
      }
      if (node.has("Relation Name") && node.has("Schema")) {
        String schema = node.path("Schema").asText();
        if (!OF_SERVER.contains(schema)) {
          tables.add(new QualifiedName(schema, node.path("Relation Name").asText()));
        }
      }
      node.path("Plans").forEach(child -> visit(child, depth + 1));
    }
  }
}
