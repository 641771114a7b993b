package dev.pgassay.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueryTextsTest {
  private final QueryTexts texts = SmallDataset.generator().queryTexts();

  @Test
  void everyQueryHasThreeDifferentWordsOfItsOwn() {
    for (long query = 0; query < 10; query++) {
      assertThat(texts.of(query))
          .hasSize(3)
          .doesNotHaveDuplicates()
          .allMatch(word -> word.matches("[a-z]+"));
      assertThat(texts.of(query)).isEqualTo(SmallDataset.generator().queryTexts().of(query));
    }
    assertThat(texts.of(0)).isNotEqualTo(texts.of(1));
  }
}
