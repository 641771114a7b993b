package dev.pgassay.verdict.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IndexShapeTest {
  private static final IndexShape KEY = constraint("events_pkey", "id");

  @Test
  void theFirstKeysOfALongerIndexAreCovered() {
    assertThat(coveredBy(index("a", "city"), index("b", "city", "starts_at"))).contains("b");
  }

  @Test
  void theLastKeysOfALongerIndexAreNot() {
    assertThat(coveredBy(index("a", "starts_at"), index("b", "city", "starts_at"))).isEmpty();
  }

  @Test
  void aLongerIndexIsNotCoveredByAShorterOne() {
    assertThat(coveredBy(index("b", "city", "starts_at"), index("a", "city"))).isEmpty();
  }

  @Test
  void ofTwoEqualIndexesTheLaterByNameIsCovered() {
    IndexShape first = index("first", "city");
    IndexShape second = index("second", "city");
    assertThat(coveredBy(first, second)).isEmpty();
    assertThat(coveredBy(second, first)).contains("first");
  }

  @Test
  void anIndexOfAConstraintsKeysIsCoveredByIt() {
    assertThat(coveredBy(index("a", "id"), KEY)).contains("events_pkey");
    assertThat(coveredBy(index("z", "id"), KEY)).contains("events_pkey");
  }

  @Test
  void theIndexOfAConstraintIsNeverTold() {
    assertThat(coveredBy(KEY, index("a", "id", "city"))).isEmpty();
    assertThat(coveredBy(KEY, index("a", "id"))).isEmpty();
  }

  @Test
  void aUniqueIndexIsCoveredOnlyByAUniqueOneOfTheSameKeys() {
    IndexShape unique = unique("a", "domain");
    assertThat(coveredBy(unique, index("b", "domain"))).isEmpty();
    assertThat(coveredBy(unique, unique("b", "domain", "city"))).isEmpty();
    assertThat(coveredBy(unique, constraint("b", "domain"))).contains("b");
  }

  @Test
  void aScanBackwardsIsAsGood() {
    IndexKey down = new IndexKey("starts_at", "timestamptz_ops", "", true, true);
    IndexKey downNullsLast = new IndexKey("starts_at", "timestamptz_ops", "", true, false);
    IndexShape up = index("up", "starts_at", "id");
    assertThat(coveredBy(shape("down", "events", "btree", List.of(down)), up)).contains("up");
    assertThat(coveredBy(shape("down", "events", "btree", List.of(downNullsLast)), up)).isEmpty();
  }

  @Test
  void anotherOrderOfOneColumnAloneIsNot() {
    IndexKey eventId = key("event_id");
    IndexKey relevance = new IndexKey("relevance", "float8_ops", "", true, true);
    IndexKey upwards = new IndexKey("relevance", "float8_ops", "", false, false);
    assertThat(
            coveredBy(
                shape("a", "event_topics", "btree", List.of(eventId, relevance)),
                shape("b", "event_topics", "btree", List.of(eventId, upwards, key("id")))))
        .isEmpty();
  }

  @Test
  void tableMethodOperatorClassCollationAndConditionCount() {
    IndexShape longer = index("b", "city", "starts_at");
    assertThat(coveredBy(shape("a", "speakers", "btree", List.of(key("city"))), longer)).isEmpty();
    assertThat(coveredBy(shape("a", "events", "hash", List.of(key("city"))), longer)).isEmpty();
    assertThat(
            coveredBy(
                shape(
                    "a",
                    "events",
                    "btree",
                    List.of(new IndexKey("city", "text_pattern_ops", "default", false, false))),
                longer))
        .isEmpty();
    assertThat(
            coveredBy(
                shape(
                    "a",
                    "events",
                    "btree",
                    List.of(new IndexKey("city", "text_ops", "C", false, false))),
                longer))
        .isEmpty();
    assertThat(coveredBy(partial("a", "capacity > 10", "city"), longer)).isEmpty();
    assertThat(
            coveredBy(
                partial("a", "capacity > 10", "city"),
                partial("b", "capacity > 10", "city", "starts_at")))
        .contains("b");
  }

  @Test
  void aPrefixOfAnythingButABTreeIsNotCovered() {
    assertThat(
            coveredBy(
                shape("a", "events", "gin", List.of(key("search_vector"))),
                shape("b", "events", "gin", List.of(key("search_vector"), key("tags")))))
        .isEmpty();
  }

  @Test
  void whatItCarriesMustBeCarriedToo() {
    IndexShape covering = including("a", List.of("name"), "city");
    assertThat(coveredBy(covering, index("b", "city", "starts_at"))).isEmpty();
    assertThat(coveredBy(covering, index("b", "city", "name"))).contains("b");
    assertThat(coveredBy(index("b", "city"), covering)).contains("a");
  }

  private static Optional<String> coveredBy(IndexShape index, IndexShape other) {
    return index.coveredBy(List.of(index, other)).map(IndexShape::name);
  }

  static IndexKey key(String column) {
    return new IndexKey(
        column, column.equals("starts_at") ? "timestamptz_ops" : "text_ops", "", false, false);
  }

  private static List<IndexKey> keys(String... columns) {
    return Arrays.stream(columns).map(IndexShapeTest::key).toList();
  }

  static IndexShape index(String name, String... columns) {
    return shape(name, "events", "btree", keys(columns));
  }

  private static IndexShape shape(String name, String table, String method, List<IndexKey> keys) {
    return new IndexShape(
        table, name, method, false, false, keys, List.of(), Optional.empty(), false, 8192);
  }

  private static IndexShape partial(String name, String predicate, String... columns) {
    return new IndexShape(
        "events",
        name,
        "btree",
        false,
        false,
        keys(columns),
        List.of(),
        Optional.of(predicate),
        false,
        8192);
  }

  private static IndexShape including(String name, List<String> included, String... columns) {
    return new IndexShape(
        "events",
        name,
        "btree",
        false,
        false,
        keys(columns),
        included,
        Optional.empty(),
        false,
        8192);
  }

  private static IndexShape unique(String name, String... columns) {
    return new IndexShape(
        "events",
        name,
        "btree",
        true,
        false,
        keys(columns),
        List.of(),
        Optional.empty(),
        false,
        8192);
  }

  static IndexShape constraint(String name, String... columns) {
    return new IndexShape(
        "events",
        name,
        "btree",
        true,
        true,
        keys(columns),
        List.of(),
        Optional.empty(),
        false,
        8192);
  }

  static IndexShape foreignKey(String name, String... columns) {
    return new IndexShape(
        "events",
        name,
        "btree",
        false,
        false,
        keys(columns),
        List.of(),
        Optional.empty(),
        true,
        8192);
  }
}
