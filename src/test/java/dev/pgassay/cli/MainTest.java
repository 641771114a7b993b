package dev.pgassay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  @Test
  void readsNoArgumentsFromFiles(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secrets"), "--token-of-a-file\n");
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine(Surroundings.ofProcess());
    commandLine.setErr(new PrintWriter(err));
    assertThat(commandLine.execute("dataset", "list", "@" + file)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("@" + file)
        .doesNotContain("token-of-a-file")
        .hasLineCount(1);
  }
}
