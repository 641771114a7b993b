package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.embedding.GeneratedVectors;
import dev.pgassay.data.dataset.embedding.TopicAssignment;
import dev.pgassay.data.dataset.embedding.TopicModel.Place;
import dev.pgassay.data.dataset.prose.Places;
import dev.pgassay.data.dataset.prose.Prose;
import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.prose.TextBuffer;
import dev.pgassay.data.dataset.prose.TextModel;
import dev.pgassay.data.dataset.prose.Vocabulary;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.Draws.Cursor;
import dev.pgassay.data.dataset.random.RowPermutation;
import java.util.List;

/** The rows of {@code events}: text, vector, times, places and filter attributes. */
public final class EventRows implements TableRows {
  /** The share of events with a description. */
  public static final double DESCRIBED = 0.96;

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "name",
          "normalized_name",
          "description",
          "event_type",
          "status",
          "starts_at",
          "ends_at",
          "timezone",
          "venue",
          "address",
          "city",
          "country",
          "is_virtual",
          "capacity",
          "source_url",
          "website_url",
          "data_quality_score",
          "topic_rank",
          "audience_rank",
          "embedding",
          "created_at",
          "updated_at");

  private static final int PERMILLE = 1000;

  private final RowIds ids;
  private final TopicAssignment topics;
  private final EventSizes sizes;
  private final TextModel texts;
  private final GeneratedVectors vectors;
  private final Places places;
  private final RowPermutation audiences;
  private final Draws attributeDraws;
  private final Draws nameDraws;
  private final Draws descriptionDraws;

  public EventRows(
      TopicAssignment topics,
      EventSizes sizes,
      TextModel texts,
      Places places,
      GeneratedVectors vectors,
      long seed) {
    this.ids = RowIds.of(Table.EVENTS, seed);
    this.topics = topics;
    this.sizes = sizes;
    this.texts = texts;
    this.places = places;
    this.vectors = vectors;
    this.audiences = new RowPermutation(rows(), Draws.of(seed, "events.audience"));
    this.attributeDraws = Draws.of(seed, "events");
    this.nameDraws = Draws.of(seed, "events.name");
    this.descriptionDraws = Draws.of(seed, "events.description");
  }

  @Override
  public long rows() {
    return sizes.events();
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public RowGenerator newGenerator() {
    return new Generator();
  }

  /** Returns the rank that is independent of the topic: exact quotas in a random order. */
  public int audienceRankOf(long row) {
    return (int) (audiences.at(row) * PERMILLE / rows());
  }

  private final class Generator implements RowGenerator {
    private final Prose prose = new Prose(texts);
    private final EventSchedule schedule = new EventSchedule();
    private final EventLocation location = new EventLocation(places);
    private final QualityScore score = new QualityScore();
    private final GeneratedVectors.Writer vector = vectors.newWriter();
    private final float[] embedding = new float[vectors.dimensions()];
    private final Cursor draws = attributeDraws.cursor(0);
    private final Cursor words = nameDraws.cursor(0);
    private final Cursor sentences = descriptionDraws.cursor(0);
    private final TextBuffer name = new TextBuffer();
    private final TextBuffer text = new TextBuffer();

    @Override
    public void write(long row, RowSink sink) {
      draws.moveTo(row);
      double quantile = sizes.quantileOf(row);
      EventType type = EventType.draw(quantile, draws);
      location.draw(type, draws);
      schedule.draw(type, location.city().offsetMinutes(), draws);
      score.reset();
      Place place = topics.placeOf(row);
      prose.about(place.topic(), place.subtopic());
      prose.event(type.label(), location.label(), schedule.year());

      sink.beginRow(COLUMNS.size());
      sink.writeUuid(ids.mostSignificantBits(row), ids.leastSignificantBits(row));
      writeName(row, sink);
      writeDescription(row, sink);
      write(type.label(), sink);
      write(schedule.status(), sink);
      sink.writeTimestamp(schedule.startsAt());
      sink.writeTimestamp(schedule.endsAt());
      location.write(text, score, sink);
      writeCapacity(quantile, sink);
      writeUrls(row, place.topic(), sink);
      sink.writeDouble(score.value());
      sink.writeInt(topics.rankOf(row));
      sink.writeInt(audienceRankOf(row));
      vector.write(row, embedding, 0);
      sink.writeVector(embedding, 0, embedding.length);
      sink.writeTimestamp(schedule.createdAt());
      sink.writeTimestamp(schedule.updatedAt());
    }

    private void writeName(long row, RowSink sink) {
      words.moveTo(row);
      prose.name(name.clear(), words);
      name.writeTo(sink);
      text.clear().appendLowerCase(name).writeTo(sink);
    }

    private void writeDescription(long row, RowSink sink) {
      sentences.moveTo(row);
      if (sentences.nextUniform() >= DESCRIBED) {
        sink.writeNull();
        return;
      }
      long markers = texts.markers().of(row, topics.pointOf(row));
      prose.description(text.clear(), markers, sentences);
      score.description(text.characters());
      text.writeTo(sink);
    }

    /** Seats follow Pareto's law: a dozen in the smallest events, some thousand in the largest. */
    private void writeCapacity(double quantile, RowSink sink) {
      double spread = 0.3 * draws.nextNormal();
      double seats = 12 * StrictMath.exp(spread - 0.75 * StrictMath.log1p(-quantile));
      if (draws.nextUniform() < (location.virtual() ? 0.6 : 0.15)) {
        sink.writeNull();
      } else {
        sink.writeInt(rounded(seats));
      }
    }

    private static int rounded(double seats) {
      int step = seats < 50 ? 5 : seats < 500 ? 10 : 50;
      return Math.max(step, step * (int) (seats / step + 0.5));
    }

    private void writeUrls(long row, int topic, RowSink sink) {
      text.clear().append("https://").append(places.drawSite(draws)).append('/');
      text.appendSlug(name, 48).append('-');
      // The permuted row number: no other event has it.
      text.appendHex(ids.mostSignificantBits(row) >>> 16, 12).writeTo(sink);
      boolean website = draws.nextUniform() < 0.7;
      score.website(website);
      if (website) {
        Vocabulary vocabulary = texts.vocabulary();
        vocabulary.appendTo(text.clear().append("https://www."), texts.words().area(topic));
        vocabulary.appendTo(text.append('-'), texts.words().field(topic));
        text.append(".example/").appendNumber(schedule.year()).writeTo(sink);
      } else {
        sink.writeNull();
      }
    }

    private void write(String ascii, RowSink sink) {
      text.clear().append(ascii).writeTo(sink);
    }
  }
}
