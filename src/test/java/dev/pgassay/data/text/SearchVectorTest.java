package dev.pgassay.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.data.text.SearchVector.Lexicon;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Known answers are those of PostgreSQL 15. */
class SearchVectorTest {
  private final Lexicon lexicon = new Lexicon();
  private final SearchVector vector = new SearchVector(lexicon);

  /** The example of PostgreSQL's documentation, "Parsing Documents". */
  @Test
  void dropsStopWordsButCountsTheirPositions() {
    append("a fat  cat sat on a mat - it ate a fat rats", Weight.D);

    assertThat(vector.places())
        .isEqualTo(
            Map.of(
                "ate", "9D", "cat", "3D", "fat", "2D 11D", "mat", "7D", "rat", "12D", "sat", "4D"));
  }

  @Test
  void goesOnAfterTheLastLexemeThatWasKept() {
    vector.append("Rats of all", Weight.A);
    append("and cats", Weight.B);

    assertThat(vector.places()).isEqualTo(Map.of("rat", "1A", "cat", "3B"));
  }

  @Test
  void refusesATextThatTheParserWouldReadOtherwise() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vector.append("a well-known word", Weight.A))
        .withMessageContaining("'-'");
  }

  @Test
  void findsWordsPrefixesPhrasesAndTheirAbsence() {
    vector.append("Fat rats", Weight.A);
    append("A thin cat", Weight.B);

    assertThat(matches(TextQuery.word("rat"))).isTrue();
    assertThat(matches(TextQuery.word("dog"))).isFalse();
    assertThat(matches(TextQuery.weighted("rat", Weight.A))).isTrue();
    assertThat(matches(TextQuery.weighted("rat", Weight.B))).isFalse();
    assertThat(matches(TextQuery.prefix("thi"))).isTrue();
    assertThat(matches(TextQuery.phrase(List.of("fat", "rat")))).isTrue();
    assertThat(matches(TextQuery.phrase(List.of("rat", "fat")))).isFalse();
    assertThat(matches(TextQuery.all(List.of("cat", "rat")))).isTrue();
    assertThat(matches(TextQuery.all(List.of("cat", "dog")))).isFalse();
    assertThat(matches(TextQuery.any(List.of("cat", "dog")))).isTrue();
    assertThat(matches(TextQuery.web("dog", "cat", "bird"))).isTrue();
    assertThat(matches(TextQuery.web("dog", "cat", "rat"))).isFalse();
  }

  /** {@code ts_rank('fat:1A,5B rat:3B', 'fat')} and so on. */
  @Test
  void ranksAsTheServerDoes() {
    vector.append("fat x rat", Weight.A);
    append("y fat", Weight.B);

    assertThat(rank(TextQuery.word("fat"))).isCloseTo(0.66871977f, within(1e-7f));
    assertThat(rank(TextQuery.all(List.of("fat", "rat")))).isCloseTo(0.9943478f, within(1e-6f));
  }

  private void append(String text, Weight weight) {
    vector.append(text, weight);
    vector.seal();
  }

  private boolean matches(TextQuery query) {
    return query.matcher(lexicon).matches(vector);
  }

  private float rank(TextQuery query) {
    return TextRank.of(query.meaning(), lexicon).of(vector);
  }
}
