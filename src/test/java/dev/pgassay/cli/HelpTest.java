package dev.pgassay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.result.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** {@code --help} of every command at 80 columns, as a user reads it. */
class HelpTest {
  private static final Path FILES = Path.of("test", "resources", "dev", "pgassay", "cli", "help");

  /** Two lines of the list of commands. */
  private static final int LONGEST_SUMMARY = 2 * 66;

  @ParameterizedTest
  @MethodSource("names")
  void helpOfEachCommandReads(String name) {
    CommandLine command = command(name);
    GoldenFile.compare("cli/help/" + name + ".txt", "en", () -> command.getUsageMessage(Ansi.OFF));
  }

  @Test
  void noFileIsLeftOfACommandThatIsGone() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")))
          .containsExactlyInAnyOrderElementsOf(names().toList());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void theFirstLineOfEachDescriptionFitsTheListOfCommands(String name) {
    String[] description = command(name).getCommandSpec().usageMessage().description();
    assertThat(description[0]).hasSizeLessThanOrEqualTo(LONGEST_SUMMARY).endsWith(".");
  }

  static Stream<String> names() {
    return withSubcommands(program())
        .map(command -> command.getCommandSpec().qualifiedName("-"))
        .distinct();
  }

  private static Stream<CommandLine> withSubcommands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(HelpTest::withSubcommands));
  }

  private static CommandLine command(String name) {
    return withSubcommands(program())
        .filter(command -> command.getCommandSpec().qualifiedName("-").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static CommandLine program() {
    return Main.commandLine(Surroundings.ofProcess());
  }
}
