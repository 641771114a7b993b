package dev.pgassay.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void printsALineForEachTaskWhereNobodyWatches() {
    load(new TerminalProgress(stream, false, false));

    assertThat(shown().lines())
        .containsExactly("start the server", "load events (2,000 rows)", "warning: it is slow");
  }

  @Test
  void drawsABarOnATerminal() {
    load(new TerminalProgress(stream, true, false));

    assertThat(shown()).contains("load events", "100%", "2000/2000 rows");
  }

  @Test
  void onlyWarnsWhenItIsQuiet() {
    load(new TerminalProgress(stream, true, true));

    assertThat(shown().lines()).containsExactly("warning: it is slow");
  }

  @Test
  void letsNoLineBreakOutOfAMessage() {
    new TerminalProgress(stream, false, false).warn("a server's\nwords");

    assertThat(shown()).hasLineCount(1);
  }

  private static void load(Progress progress) {
    progress.say("start the server");
    try (Progress.Task task = progress.start("load events", 2_000, "rows")) {
      task.advance(2_000);
    }
    progress.warn("it is slow");
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
