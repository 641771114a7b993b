package dev.pgassay.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {
  @ParameterizedTest
  @CsvSource({
    "001b, \\u001b",
    "000a, \\n",
    "000d, \\u000d",
    "0000, \\u0000",
    "007f, \\u007f",
    "009b, \\u009b",
    "0085, \\u0085",
    "202e, \\u202e",
    "2066, \\u2066",
    "200f, \\u200f",
    "2028, \\u2028",
    "d800, \\ud800",
    "ffff, \\uffff"
  })
  void showsWhatIsNotSeenAsAnEscape(String code, String shown) {
    char character = (char) Integer.parseInt(code, 16);
    assertThat(OneLine.of("a" + character + "b")).isEqualTo("a" + shown + "b");
  }

  @Test
  void leavesTextOfAnyLanguageAsItIs() {
    String text = "größer als 5 % — 数据 😀 می‌خواهم";
    assertThat(OneLine.of(text)).isSameAs(text);
  }

  @Test
  void keepsLineFeedsAndTabsWhereThereMayBeSeveralLines() {
    assertThat(OneLine.orMore("a\n\tb\r\u001b")).isEqualTo("a\n\tb\\u000d\\u001b");
  }
}
