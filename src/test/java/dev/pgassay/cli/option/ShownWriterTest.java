package dev.pgassay.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ShownWriterTest {
  private static final String ESCAPE = "\u001b";

  @Test
  void showsControlCharactersAndKeepsLinesAndTabs() {
    assertThat(shown("a\tb\n" + ESCAPE + "]0;title\u0007\u009b2J\u202e", false))
        .isEqualTo("a\tb\n\\u001b]0;title\\u0007\\u009b2J\\u202e");
  }

  @Test
  void letsNoLineBeACommandOfGithubs() {
    assertThat(shown("a\n::error::x\n  ::add-mask::y\nhost ::1\n##[error]z\n:::a", false))
        .isEqualTo(
            "a\n:\\u003aerror::x\n  :\\u003aadd-mask::y\nhost ::1\n##\\u005berror]z\n:\\u003a:a");
  }

  @Test
  void seesACommandThatComesInPieces() {
    StringWriter text = new StringWriter();
    PrintWriter out = ShownWriter.on(new PrintWriter(text), false);
    out.print(":");
    out.flush();
    out.print(":error::x");
    out.flush();
    assertThat(text.toString()).isEqualTo(":\\u003aerror::x");
  }

  @Test
  void passesOurColoursWhereThereAreColours() {
    String red = ESCAPE + "[31mREGRESSED" + ESCAPE + "[0m 😀";
    assertThat(shown(red, true)).isEqualTo(red);
    assertThat(shown(red, false)).isEqualTo("\\u001b[31mREGRESSED\\u001b[0m 😀");
  }

  @Test
  void passesNothingElseThatBeginsLikeAColour() {
    assertThat(shown(ESCAPE + "[2J" + ESCAPE + "[8mhidden" + ESCAPE, true))
        .isEqualTo("\\u001b[2J\\u001b[8mhidden\\u001b");
  }

  @Test
  void printsCommandsThatAreMeantToBeSome() {
    StringWriter text = new StringWriter();
    ShownWriter.printCommands(ShownWriter.on(new PrintWriter(text), false), "::notice::x\n");
    assertThat(text.toString()).isEqualTo("::notice::x\n");
  }

  private static String shown(String printed, boolean colour) {
    StringWriter text = new StringWriter();
    PrintWriter out = ShownWriter.on(new PrintWriter(text), colour);
    out.print(printed);
    out.flush();
    return text.toString();
  }
}
