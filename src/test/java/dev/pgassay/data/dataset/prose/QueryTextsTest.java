package dev.pgassay.data.dataset.prose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.spec.SmallDataset;
import org.junit.jupiter.api.Test;

class QueryTextsTest {
  private final QueryTexts texts = SmallDataset.generator().queryTexts();

  @Test
  void everyQueryHasThreeDifferentWordsOfItsOwn() {
    for (long query = 0; query < 10; query++) {
      assertThat(texts.naming(query))
          .hasSize(3)
          .doesNotHaveDuplicates()
          .allMatch(word -> word.matches("[a-z]+"));
      assertThat(texts.vague(query)).hasSize(3).doesNotHaveDuplicates();
      assertThat(texts.naming(query))
          .isEqualTo(SmallDataset.generator().queryTexts().naming(query));
    }
    assertThat(texts.naming(0)).isNotEqualTo(texts.naming(1));
    assertThat(texts.vague(0)).isNotEqualTo(texts.vague(1));
  }

  /** The name of the topic takes two of the three places; the noun after it is the first drawn. */
  @Test
  void vagueWordsAreThoseThatComeAfterAName() {
    for (long query = 0; query < 10; query++) {
      assertThat(texts.naming(query).subList(0, 2)).doesNotContain(texts.naming(query).get(2));
      assertThat(texts.vague(query)).contains(texts.naming(query).get(2));
    }
  }
}
