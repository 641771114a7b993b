package dev.pgassay.data.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.prose.Places;
import dev.pgassay.data.dataset.spec.SmallDataset;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads every event of the small dataset. */
class EventRowsTest {
  private static final DatasetGenerator GENERATOR = SmallDataset.generator();
  private static final int EVENTS = (int) SmallDataset.EVENTS;

  @ParameterizedTest
  @ValueSource(ints = {500, 100, 10, 1})
  void bothFiltersSelectTheirShare(int permille) {
    int expected = (EVENTS * permille + 999) / 1000;
    assertThat(ints("topic_rank").stream().filter(rank -> rank < permille)).hasSize(expected);
    assertThat(ints("audience_rank").stream().filter(rank -> rank < permille)).hasSize(expected);
  }

  @Test
  void ranksAreThoseThatTheGeneratorTells() {
    List<Integer> topics = ints("topic_rank");
    List<Integer> audiences = ints("audience_rank");
    for (int row = 0; row < EVENTS; row++) {
      assertThat(topics.get(row)).isEqualTo(GENERATOR.eventTopics().rankOf(row));
      assertThat(audiences.get(row)).isEqualTo(GENERATOR.audienceRankOf(row));
    }
  }

  @Test
  void theAudienceIsIndependentOfTheTopic() {
    double correlation = correlation(ints("topic_rank"), ints("audience_rank"));
    // The standard deviation of 2,500 independent pairs is 0.02.
    assertThat(correlation).isCloseTo(0, within(0.08));
  }

  @Test
  void eventsEndAfterTheyBeginAndAreAnnouncedBefore() {
    List<Object> starts = column("starts_at");
    List<Object> ends = column("ends_at");
    List<Object> created = column("created_at");
    List<Object> updated = column("updated_at");
    for (int row = 0; row < EVENTS; row++) {
      assertThat((long) ends.get(row)).isGreaterThan((long) starts.get(row));
      assertThat((long) created.get(row)).isLessThanOrEqualTo((long) updated.get(row));
      assertThat((long) updated.get(row))
          .isLessThanOrEqualTo((long) starts.get(row))
          .isLessThanOrEqualTo(EventSchedule.PRESENT_MICROS);
    }
  }

  @Test
  void onlyPastEventsAreCompletedAndOnlyComingOnesAreDrafts() {
    List<Object> status = column("status");
    List<Object> ends = column("ends_at");
    for (int row = 0; row < EVENTS; row++) {
      boolean past = (long) ends.get(row) < EventSchedule.PRESENT_MICROS;
      assertThat(status.get(row)).isIn("published", "cancelled", past ? "completed" : "draft");
    }
    assertThat(shares("status").get("completed")).isCloseTo(0.74, within(0.05));
  }

  @Test
  void typesAreAsCommonAsInEventCalendars() {
    Map<Object, Double> shares = shares("event_type");
    assertThat(shares).hasSize(EventType.values().length);
    assertThat(shares.get("meetup")).isCloseTo(0.39, within(0.03));
    assertThat(shares.get("conference")).isCloseTo(0.093, within(0.02));
  }

  @Test
  void someColumnsAreEmptyAsOftenAsInRealData() {
    assertThat(empty("description")).isCloseTo(1 - EventRows.DESCRIBED, within(0.015));
    assertThat(empty("website_url")).isCloseTo(0.3, within(0.03));
    assertThat(empty("capacity")).isCloseTo(0.3, within(0.06));
    assertThat(empty("city")).isCloseTo(0.25, within(0.06));
    assertThat(column("city").stream().map(city -> city == null))
        .containsExactlyElementsOf(
            column("country").stream().map(country -> country == null).toList());
  }

  @Test
  void citiesFollowZipf() {
    Map<Object, Double> shares = shares("city");
    // The first of 148 has 1 / H(148) = 0.179 of the mass, a quarter of the events have no city.
    assertThat(shares.get("London")).isCloseTo(0.179 * (1 - empty("city")), within(0.03));
    assertThat(shares).hasSizeGreaterThan(100);
  }

  @Test
  void timeZonesAreKnownToTheJdk() {
    Set<String> known = ZoneId.getAvailableZoneIds();
    for (Places.City city : new Places().cities()) {
      assertThat(known).contains(city.timezone());
      assertThat(city.country()).matches("[A-Z]{2}");
    }
  }

  @Test
  void theScoreIsTheSumOfWhatIsThere() {
    List<String> columns = GENERATOR.columns(Table.EVENTS);
    RowGenerator rows = GENERATOR.newRowGenerator(Table.EVENTS);
    Set<Object> scores = new HashSet<>();
    for (long row = 0; row < EVENTS; row++) {
      Map<String, Object> event = CollectedRow.of(rows, columns, row);
      int points = 15 + 10 + 20;
      String description = (String) event.get("description");
      if (description != null) {
        points += description.codePointCount(0, description.length()) >= 50 ? 20 : 10;
      }
      points += event.get("venue") == null ? 0 : 10;
      points += event.get("city") == null ? 0 : 10;
      points += event.get("country") == null ? 0 : 5;
      points += event.get("website_url") == null ? 0 : 10;
      assertThat(event.get("data_quality_score")).isEqualTo(points / 100.0);
      scores.add(event.get("data_quality_score"));
    }
    assertThat(scores).hasSizeGreaterThan(5);
  }

  private static double empty(String column) {
    return column(column).stream().filter(value -> value == null).count() / (double) EVENTS;
  }

  private static Map<Object, Double> shares(String column) {
    Map<Object, Double> shares = new HashMap<>();
    column(column).stream()
        .filter(value -> value != null)
        .forEach(value -> shares.merge(value, 1.0 / EVENTS, Double::sum));
    return shares;
  }

  private static double correlation(List<Integer> left, List<Integer> right) {
    double sum = 0;
    for (int row = 0; row < EVENTS; row++) {
      sum += (left.get(row) - 499.5) * (right.get(row) - 499.5);
    }
    return sum / EVENTS / (1e6 / 12);
  }

  private static List<Integer> ints(String column) {
    return column(column).stream().map(value -> (Integer) value).toList();
  }

  private static List<Object> column(String name) {
    return Columns.read(GENERATOR, Table.EVENTS, name);
  }
}
