package dev.pgassay.data.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.embedding.TopicModel;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.data.dataset.spec.EntitySpec.Crowd;
import dev.pgassay.data.dataset.spec.SmallDataset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkRowsTest {
  /** The limits of a dataset's file: few entities for many links, and many for few. */
  @ParameterizedTest
  @CsvSource({
    "100, 20, 1000, 2, 10",
    "100, 0.1, 1, 0, 1",
    "2500, 20, 1, 1, 10",
    "2500, 2.5, 4, 0.999, 1.8",
    "1024, 0.1, 1000, 0, 1",
    "1025, 1, 1, 2, 2"
  })
  void linksAreUniqueAndLeadToRows(
      long events, double perEvent, double eventsEach, double skew, double topicsPerEvent) {
    DatasetSpec spec =
        SmallDataset.spec(events, new Crowd(perEvent, eventsEach, skew), topicsPerEvent);
    DatasetGenerator generator = DatasetGenerator.of(spec);
    assertUniqueAndValid(generator, Table.EVENT_SPEAKERS, Table.SPEAKERS);
    assertUniqueAndValid(generator, Table.EVENT_COMPANIES, Table.COMPANIES);
    assertUniqueAndValid(generator, Table.EVENT_TOPICS, Table.TOPICS);
  }

  private static void assertUniqueAndValid(
      DatasetGenerator generator, Table links, Table entities) {
    List<Object> events = Columns.read(generator, links, "event_id");
    List<Object> others = Columns.read(generator, links, generator.columns(links).get(2));
    Set<String> pairs = new HashSet<>();
    for (int row = 0; row < events.size(); row++) {
      assertThat(rowOf(generator, Table.EVENTS, events.get(row)))
          .isBetween(0L, generator.rows(Table.EVENTS) - 1);
      assertThat(rowOf(generator, entities, others.get(row)))
          .isBetween(0L, generator.rows(entities) - 1);
      pairs.add(events.get(row) + " " + others.get(row));
    }
    assertThat(pairs).as(links.tableName()).hasSize(events.size()).isNotEmpty();
  }

  @Test
  void everyEventIsAboutItsOwnSubtopic() {
    DatasetGenerator generator = SmallDataset.generator();
    TopicModel topics = generator.topicModel();
    List<Object> events = Columns.read(generator, Table.EVENT_TOPICS, "event_id");
    List<Object> linked = Columns.read(generator, Table.EVENT_TOPICS, "topic_id");
    List<Object> relevances = Columns.read(generator, Table.EVENT_TOPICS, "relevance");
    Set<Object> seen = new HashSet<>();
    for (int row = 0; row < events.size(); row++) {
      if (seen.add(events.get(row))) {
        long event = rowOf(generator, Table.EVENTS, events.get(row));
        TopicModel.Place place = generator.eventTopics().placeOf(event);
        long leaf = (long) place.topic() * topics.subtopicsPerTopic() + place.subtopic();
        assertThat(rowOf(generator, Table.TOPICS, linked.get(row)))
            .isEqualTo(topics.topics() + leaf);
        assertThat((double) relevances.get(row)).isBetween(0.8, 1.0);
      }
    }
    assertThat(seen).hasSize((int) SmallDataset.EVENTS);
  }

  @Test
  void someSpeakersAreSeenMuchMoreOftenThanOthers() {
    DatasetGenerator generator = SmallDataset.generator();
    int[] counts = new int[(int) generator.rows(Table.SPEAKERS)];
    for (Object id : Columns.read(generator, Table.EVENT_SPEAKERS, "speaker_id")) {
      counts[(int) rowOf(generator, Table.SPEAKERS, id)]++;
    }
    Arrays.sort(counts);

    assertThat(Arrays.stream(counts).average().orElseThrow()).isCloseTo(4, within(0.1));
    assertThat(counts[counts.length / 2]).isLessThanOrEqualTo(3);
    assertThat(counts[counts.length - 1]).isGreaterThan(30);
  }

  private static long rowOf(DatasetGenerator generator, Table table, Object id) {
    UUID key = (UUID) id;
    return generator.ids(table).rowOf(key.getMostSignificantBits(), key.getLeastSignificantBits());
  }
}
