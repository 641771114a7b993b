package dev.pgassay.data.dataset.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextBufferTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 2026, 1_000_000, Long.MAX_VALUE})
  void writesNumbersInDecimal(long number) {
    assertThat(new TextBuffer().append('#').appendNumber(number)).hasToString("#" + number);
  }

  @Test
  void writesTheLastHexadecimalDigits() {
    assertThat(new TextBuffer().appendHex(0x123456789ABCDEFL, 6)).hasToString("abcdef");
  }

  @ParameterizedTest
  @CsvSource({
    "Data Summit São Paulo 2026, 48, data-summit-so-paulo-2026",
    "From A to B: a Meetup, 48, from-a-to-b-a-meetup",
    "'  leading and trailing  ', 48, leading-and-trailing",
    "abcdefgh, 4, abcd",
    "---, 48, ''"
  })
  void makesSlugs(String text, int most, String slug) {
    assertThat(new TextBuffer().appendSlug(text(text), most)).hasToString(slug);
  }

  @Test
  void lowersLettersOfAsciiAlone() {
    assertThat(new TextBuffer().appendLowerCase(text("José MacDonald")))
        .hasToString("josé macdonald");
  }

  @Test
  void countsCharactersAndNotBytes() {
    assertThat(text("Kraków").characters()).isEqualTo(6);
    assertThat(text("Kraków").length()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "apple, true",
    "Idea, true",
    "user, false",
    "unicorn, false",
    "Upgrade, true",
    "team, false"
  })
  void knowsTheArticle(String word, boolean an) {
    assertThat(text(word).takesAn(0)).isEqualTo(an);
  }

  @Test
  void inserts() {
    TextBuffer text = text("a idea");
    text.insert(1, 'n');
    assertThat(text).hasToString("an idea");
  }

  @Test
  void growsAsNeeded() {
    String word = "word ";
    TextBuffer text = new TextBuffer();
    for (int i = 0; i < 1000; i++) {
      text.append(word);
    }
    assertThat(text).hasToString(word.repeat(1000));
  }

  private static TextBuffer text(String text) {
    return new TextBuffer().append(text.getBytes(StandardCharsets.UTF_8));
  }
}
