package dev.pgassay.data.dataset;

import dev.pgassay.data.dataset.embedding.EmbeddingModel;
import dev.pgassay.data.dataset.embedding.TopicAssignment;
import dev.pgassay.data.dataset.embedding.TopicModel;
import dev.pgassay.data.dataset.prose.CompanyNames;
import dev.pgassay.data.dataset.prose.Places;
import dev.pgassay.data.dataset.prose.TextModel;
import dev.pgassay.data.dataset.rows.CompanyLinks;
import dev.pgassay.data.dataset.rows.CompanyRows;
import dev.pgassay.data.dataset.rows.EventRows;
import dev.pgassay.data.dataset.rows.EventSizes;
import dev.pgassay.data.dataset.rows.LinkCounts;
import dev.pgassay.data.dataset.rows.LinkCounts.Shape;
import dev.pgassay.data.dataset.rows.LinkRows;
import dev.pgassay.data.dataset.rows.Participation;
import dev.pgassay.data.dataset.rows.Population;
import dev.pgassay.data.dataset.rows.SpeakerLinks;
import dev.pgassay.data.dataset.rows.SpeakerRows;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.rows.TableRows;
import dev.pgassay.data.dataset.rows.TopicLinks;
import dev.pgassay.data.dataset.rows.TopicRows;
import dev.pgassay.data.dataset.spec.DatasetSpec.Content;
import dev.pgassay.data.dataset.spec.EntitySpec.Crowd;
import java.util.EnumMap;
import java.util.Map;

/** Assembles the seven tables of a dataset. Immutable and thread-safe. */
final class DatasetTables {
  /** Exponent of Pareto's law for the links of an event: few events have many speakers. */
  private static final double SPEAKER_TAIL = 0.55;

  private static final double COMPANY_TAIL = 0.45;
  private static final double TOPIC_TAIL = 0.35;

  /** The share of events without a known participant. */
  private static final double NOBODY = 0.1;

  private static final int MOST_LINKS = 250;
  private static final int SPEAKER_COMMUNITY = 256;
  private static final int COMPANY_COMMUNITY = 1024;

  private final Content content;
  private final TopicModel topics;
  private final TopicAssignment assignment;
  private final Population population;
  private final EventSizes sizes;
  private final TextModel texts;
  private final EventRows events;
  private final Map<Table, TableRows> tables = new EnumMap<>(Table.class);

  DatasetTables(
      Content content, TopicModel topics, TopicAssignment assignment, EmbeddingModel embeddings) {
    long seed = content.seed();
    this.content = content;
    this.topics = topics;
    this.assignment = assignment;
    this.population = Population.of(content);
    this.sizes = new EventSizes(content.events(), seed, "events.size");
    this.texts = new TextModel(content.text(), topics, EventRows.DESCRIBED, seed);
    Places places = new Places();
    CompanyNames names = new CompanyNames(seed);
    this.events =
        new EventRows(assignment, sizes, texts, places, embeddings.events(assignment), seed);
    tables.put(Table.SPEAKERS, new SpeakerRows(population, names, texts, topics, seed));
    tables.put(Table.COMPANIES, new CompanyRows(population, names, texts, topics, places, seed));
    tables.put(Table.TOPICS, new TopicRows(topics, texts, embeddings.topics(), seed));
    tables.put(Table.EVENTS, events);
    tables.put(Table.EVENT_SPEAKERS, speakerLinks());
    tables.put(Table.EVENT_COMPANIES, companyLinks());
    tables.put(Table.EVENT_TOPICS, topicLinks());
  }

  private TableRows speakerLinks() {
    Crowd crowd = content.entities().speakers();
    Participation who =
        new Participation(
            population.speakers(),
            SPEAKER_COMMUNITY,
            crowd.skew(),
            content.seed(),
            "event_speakers.who");
    return new LinkRows(
        Table.EVENT_SPEAKERS,
        new LinkCounts(sizes, shape(crowd, SPEAKER_TAIL, who)),
        new SpeakerLinks(who, assignment),
        content.seed());
  }

  private TableRows companyLinks() {
    Crowd crowd = content.entities().companies();
    Participation who =
        new Participation(
            population.companies(),
            COMPANY_COMMUNITY,
            crowd.skew(),
            content.seed(),
            "event_companies.who");
    return new LinkRows(
        Table.EVENT_COMPANIES,
        new LinkCounts(sizes, shape(crowd, COMPANY_TAIL, who)),
        new CompanyLinks(who, assignment),
        content.seed());
  }

  /** The number of topics of an event is independent of its size. */
  private TableRows topicLinks() {
    TopicLinks links = new TopicLinks(topics, assignment, content.seed());
    double mean = content.entities().topicsPerEvent();
    return new LinkRows(
        Table.EVENT_TOPICS,
        new LinkCounts(
            new EventSizes(content.events(), content.seed(), "event_topics.count"),
            new Shape(mean, TOPIC_TAIL, 0, 1, links.most())),
        links,
        content.seed());
  }

  private static Shape shape(Crowd crowd, double tail, Participation who) {
    return new Shape(crowd.perEvent(), tail, NOBODY, 0, Math.min(who.most(), MOST_LINKS));
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
