package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.embedding.TopicModel;
import dev.pgassay.data.dataset.prose.CompanyNames;
import dev.pgassay.data.dataset.prose.Places;
import dev.pgassay.data.dataset.prose.Prose;
import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.prose.TextBuffer;
import dev.pgassay.data.dataset.prose.TextModel;
import dev.pgassay.data.dataset.prose.WordLists;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.Draws.Cursor;
import dev.pgassay.data.dataset.random.ZipfLaw;
import java.util.List;

/** The rows of {@code companies}. */
public final class CompanyRows implements TableRows {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "name",
          "normalized_name",
          "domain",
          "industry",
          "description",
          "website_url",
          "logo_url",
          "size",
          "location",
          "created_at",
          "updated_at");

  private static final double SKEW = 1;

  private final RowIds ids;
  private final long rows;
  private final CompanyNames names;
  private final TextModel texts;
  private final TopicModel topics;
  private final Places places;
  private final List<String> industries;
  private final List<String> sizes;
  private final ZipfLaw industryLaw;
  private final ZipfLaw sizeLaw;
  private final Draws companyDraws;

  public CompanyRows(
      Population population,
      CompanyNames names,
      TextModel texts,
      TopicModel topics,
      Places places,
      long seed) {
    WordLists lists = WordLists.read("companies.txt");
    this.ids = RowIds.of(Table.COMPANIES, seed);
    this.rows = population.companies();
    this.names = names;
    this.texts = texts;
    this.topics = topics;
    this.places = places;
    this.industries = lists.entries("industries");
    this.sizes = lists.entries("sizes");
    this.industryLaw = new ZipfLaw(industries.size(), SKEW);
    this.sizeLaw = new ZipfLaw(sizes.size(), SKEW);
    this.companyDraws = Draws.of(seed, "companies");
  }

  @Override
  public long rows() {
    return rows;
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
    private final Cursor draws = companyDraws.cursor(0);
    private final TextBuffer name = new TextBuffer();
    private final TextBuffer domain = new TextBuffer();
    private final TextBuffer text = new TextBuffer();

    @Override
    public void write(long row, RowSink sink) {
      draws.moveTo(row);
      names.appendTo(name.clear(), row);
      domain.clear().appendSlug(name, name.length()).append(".example");
      boolean online = draws.nextUniform() < 0.92;

      sink.beginRow(COLUMNS.size());
      sink.writeUuid(ids.mostSignificantBits(row), ids.leastSignificantBits(row));
      name.writeTo(sink);
      text.clear().appendLowerCase(name).writeTo(sink);
      writeWhere(online, "", "", sink);
      write(industries.get(industryLaw.rank(draws.nextBits())), sink);
      writeDescription(sink);
      writeWhere(online, "https://www.", "", sink);
      writeWhere(online && draws.nextUniform() < 0.8, "https://", "/logo.svg", sink);
      write(sizes.get(sizeLaw.rank(draws.nextBits())), sink);
      writeLocation(sink);
      EntityHistory.write(draws, sink);
    }

    private void writeWhere(boolean present, String start, String end, RowSink sink) {
      text.clear();
      if (present) {
        text.append(start).append(domain).append(end);
      }
      text.writeOrNullTo(sink);
    }

    private void writeDescription(RowSink sink) {
      text.clear();
      if (draws.nextUniform() < 0.8) {
        prose.about(draws.nextBelow(topics.topics()), draws.nextBelow(topics.subtopicsPerTopic()));
        prose.sentences(texts.companies(), 1 + draws.nextBelow(3), text, draws);
      }
      text.writeOrNullTo(sink);
    }

    private void writeLocation(RowSink sink) {
      text.clear();
      if (draws.nextUniform() < 0.9) {
        text.append(places.drawCity(draws).name());
      }
      text.writeOrNullTo(sink);
    }

    private void write(String ascii, RowSink sink) {
      text.clear().append(ascii).writeTo(sink);
    }
  }
}
