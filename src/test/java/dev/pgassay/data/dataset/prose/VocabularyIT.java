package dev.pgassay.data.dataset.prose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.source.TestServer;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares our words with the lexemes of the server's English text search configuration. */
class VocabularyIT {
  /** Enough words to include all that consist of a prefix and a noun or of two nouns. */
  private static final int WORDS = 80_000;

  private final Markers markers = new Markers(1, 1);
  private final Vocabulary vocabulary =
      new Vocabulary(WORDS, markers.words(), Draws.of(1, "text.vocabulary"));

  @Test
  void everyWordIsOneLexemeOfItsOwn() throws SQLException {
    List<String> words = IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::text).toList();

    assertThat(words).hasSizeGreaterThanOrEqualTo(WORDS);
    assertThat(wordsSharingALexeme(words)).isEmpty();
    assertThat(lexemes(words)).isEqualTo(words.size());
  }

  @Test
  void pluralsAddNoLexeme() throws SQLException {
    List<String> plurals =
        IntStream.range(vocabulary.nouns().first(), vocabulary.size())
            .mapToObj(
                word -> {
                  TextBuffer text = new TextBuffer();
                  vocabulary.appendTo(text, word);
                  text.append(' ');
                  vocabulary.appendPluralTo(text, word);
                  return text.toString();
                })
            .toList();

    assertThat(lexemes(plurals)).isEqualTo(plurals.size());
  }

  @Test
  void markerTermsAreLexemesOfNoOtherWord() throws SQLException {
    List<String> words = IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::text).toList();
    List<String> both =
        IntStream.range(0, words.size() + markers.words().size())
            .mapToObj(
                i -> i < words.size() ? words.get(i) : markers.terms().get(i - words.size()).term())
            .toList();

    assertThat(wordsSharingALexeme(both)).isEmpty();
  }

  private static long lexemes(List<String> texts) throws SQLException {
    return Long.parseLong(
        first(
            """
            SELECT count(DISTINCT lexeme)
            FROM unnest(?::text[]) AS text
            CROSS JOIN LATERAL unnest(to_tsvector('english', text))
            """,
            texts));
  }

  private static String wordsSharingALexeme(List<String> words) throws SQLException {
    return first(
        """
        SELECT coalesce(string_agg(words, '; '), '')
        FROM (
          SELECT string_agg(text, ', ') AS words
          FROM unnest(?::text[]) AS text
          GROUP BY to_tsvector('english', text)::text
          HAVING count(*) > 1 OR length(to_tsvector('english', min(text))) <> 1
          LIMIT 100
        ) AS shared
        """,
        words);
  }

  private static String first(String sql, List<String> texts) throws SQLException {
    try (Session session = Session.open(TestServer.workspace("vocabulary_it").target(Role.OWNER));
        PreparedStatement statement = session.connection().prepareStatement(sql)) {
      Array array = session.connection().createArrayOf("text", texts.toArray());
      statement.setArray(1, array);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
