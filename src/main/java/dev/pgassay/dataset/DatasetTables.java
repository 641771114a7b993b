package dev.pgassay.dataset;

import dev.pgassay.dataset.DatasetSpec.Content;
import dev.pgassay.dataset.EntitySpec.Crowd;
import dev.pgassay.dataset.LinkCounts.Shape;
import java.util.EnumMap;
import java.util.Map;

/** Puts the seven tables of a dataset together. Immutable and thread-safe. */
final class DatasetTables {
  /** Exponents of Pareto's law for the links of an event: few events have many speakers. */
  private static final double SPEAKER_TAIL = 0.55;

  private static final double COMPANY_TAIL = 0.45;
  private static final double TOPIC_TAIL = 0.35;

  private static final int MOST_LINKS = 250;
  private static final long SPEAKER_COMMUNITY = 256;
  private static final long COMPANY_COMMUNITY = 1024;

  /** However few events there are, one of them can have a dozen participants. */
  private static final long LEAST_ENTITIES = 16;

  private final Map<Table, TableRows> tables = new EnumMap<>(Table.class);
  private final TextModel texts;
  private final EventRows events;

  DatasetTables(
      Content content, TopicModel topics, TopicAssignment assignment, EmbeddingModel embeddings) {
    long seed = content.seed();
    EventSizes sizes = new EventSizes(content.events(), seed, "events.size");
    Places places = new Places();
    CompanyNames companyNames = new CompanyNames(seed);
    long speakers = entities(content.events(), content.entities().speakers());
    long companies = entities(content.events(), content.entities().companies());
    this.texts = new TextModel(content.text(), topics, EventRows.DESCRIBED, seed);
    this.events =
        new EventRows(assignment, sizes, texts, places, embeddings.events(assignment), seed);
    tables.put(
        Table.SPEAKERS, new SpeakerRows(speakers, companies, companyNames, texts, topics, seed));
    tables.put(
        Table.COMPANIES, new CompanyRows(companies, companyNames, texts, topics, places, seed));
    tables.put(Table.TOPICS, new TopicRows(topics, texts, embeddings.topics(), seed));
    tables.put(Table.EVENTS, events);

    Crowd speaking = content.entities().speakers();
    Participation onStage =
        new Participation(speakers, SPEAKER_COMMUNITY, speaking.skew(), seed, "event_speakers.who");
    tables.put(
        Table.EVENT_SPEAKERS,
        new LinkRows(
            Table.EVENT_SPEAKERS,
            new LinkCounts(sizes, shape(speaking, SPEAKER_TAIL, onStage)),
            new SpeakerLinks(onStage, assignment),
            seed));
    Crowd sponsoring = content.entities().companies();
    Participation involved =
        new Participation(
            companies, COMPANY_COMMUNITY, sponsoring.skew(), seed, "event_companies.who");
    tables.put(
        Table.EVENT_COMPANIES,
        new LinkRows(
            Table.EVENT_COMPANIES,
            new LinkCounts(sizes, shape(sponsoring, COMPANY_TAIL, involved)),
            new CompanyLinks(involved, assignment),
            seed));
    TopicLinks subjects = new TopicLinks(topics, assignment, seed);
    tables.put(
        Table.EVENT_TOPICS,
        new LinkRows(
            Table.EVENT_TOPICS,
            new LinkCounts(
                new EventSizes(content.events(), seed, "event_topics.count"),
                new Shape(content.entities().topicsPerEvent(), TOPIC_TAIL, 1, subjects.most())),
            subjects,
            seed));
  }

  private static long entities(long events, Crowd crowd) {
    double wanted = Math.ceil(events * crowd.perEvent() / crowd.eventsEach());
    return Math.max((long) wanted, LEAST_ENTITIES);
  }

  private static Shape shape(Crowd crowd, double tail, Participation participation) {
    return new Shape(crowd.perEvent(), tail, 0, Math.min(participation.most(), MOST_LINKS));
  }

  TableRows of(Table table) {
    return tables.get(table);
  }

  EventRows events() {
    return events;
  }

  TextModel texts() {
    return texts;
  }
}
