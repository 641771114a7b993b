package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.embedding.TopicModel;
import dev.pgassay.data.dataset.prose.CompanyNames;
import dev.pgassay.data.dataset.prose.PersonNames;
import dev.pgassay.data.dataset.prose.Prose;
import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.prose.TextBuffer;
import dev.pgassay.data.dataset.prose.TextModel;
import dev.pgassay.data.dataset.prose.WordLists;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.Draws.Cursor;
import java.util.List;

/** The rows of {@code speakers}. */
public final class SpeakerRows implements TableRows {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "name",
          "normalized_name",
          "company",
          "bio",
          "confidence_score",
          "title",
          "linkedin_url",
          "twitter_url",
          "website_url",
          "avatar_url",
          "created_at",
          "updated_at");

  private final RowIds ids;
  private final Population population;
  private final PersonNames names;
  private final CompanyNames companyNames;
  private final TextModel texts;
  private final TopicModel topics;
  private final List<String> titles = WordLists.read("people.txt").entries("titles");
  private final Draws speakerDraws;

  public SpeakerRows(
      Population population,
      CompanyNames companyNames,
      TextModel texts,
      TopicModel topics,
      long seed) {
    this.ids = RowIds.of(Table.SPEAKERS, seed);
    this.population = population;
    this.names = new PersonNames(seed);
    this.companyNames = companyNames;
    this.texts = texts;
    this.topics = topics;
    this.speakerDraws = Draws.of(seed, "speakers");
  }

  @Override
  public long rows() {
    return population.speakers();
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public RowGenerator newGenerator() {
    return new Generator();
  }

  private final class Generator implements RowGenerator {
    private final Prose prose = new Prose(texts);
    private final Cursor draws = speakerDraws.cursor(0);
    private final TextBuffer name = new TextBuffer();
    private final TextBuffer text = new TextBuffer();

    @Override
    public void write(long row, RowSink sink) {
      draws.moveTo(row);
      names.appendTo(name.clear(), row);

      sink.beginRow(COLUMNS.size());
      sink.writeUuid(ids.mostSignificantBits(row), ids.leastSignificantBits(row));
      name.writeTo(sink);
      text.clear().appendLowerCase(name).writeTo(sink);
      writeCompany(sink);
      writeBiography(row, sink);
      sink.writeDouble(confidence());
      writeTitle(sink);
      writeUrl(0.55, "https://linkedin.example/in/", "", row, sink);
      writeUrl(0.35, "https://twitter.example/", "", row, sink);
      writeUrl(0.2, "https://", ".example/", row, sink);
      writeUrl(0.6, "https://avatars.example/", ".jpg", row, sink);
      EntityHistory.write(draws, sink);
    }

    private void writeCompany(RowSink sink) {
      text.clear();
      if (draws.nextUniform() < 0.7) {
        companyNames.appendTo(text, draws.nextBelow(population.companies()));
      }
      text.writeOrNullTo(sink);
    }

    private void writeBiography(long row, RowSink sink) {
      text.clear();
      if (draws.nextUniform() < 0.6) {
        prose.about(draws.nextBelow(topics.topics()), draws.nextBelow(topics.subtopicsPerTopic()));
        prose.person(names.first(row));
        prose.sentences(texts.biographies(), 1 + draws.nextBelow(3), text, draws);
      }
      text.writeOrNullTo(sink);
    }

    /** Most speakers are certain, some were extracted from a web page: 0.4 to 1. */
    private double confidence() {
      double doubt = draws.nextUniform();
      return Math.rint((1 - 0.6 * doubt * doubt) * 1000) / 1000;
    }

    private void writeTitle(RowSink sink) {
      text.clear();
      if (draws.nextUniform() < 0.75) {
        text.append(titles.get(draws.nextBelow(titles.size())));
      }
      text.writeOrNullTo(sink);
    }

    private void writeUrl(double share, String start, String end, long row, RowSink sink) {
      text.clear();
      if (draws.nextUniform() < share) {
        text.append(start).appendSlug(name, 40).append('-').appendNumber(row).append(end);
      }
      text.writeOrNullTo(sink);
    }
  }
}
