package dev.pgassay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the paths and test classes in CONTRIBUTING.md to the repository. */
class ContributingTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern PATH = Pattern.compile("`(?:\\./)?([\\w.-]+(?:/[\\w.-]*)+)`");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

  /** The parts of a path that stand for a name of the reader's choice, and all that follows. */
  private static final Pattern PLACEHOLDER = Pattern.compile("(?:NAME|NNN_|Thing).*");

  @Test
  void everyPathExists() throws IOException {
    List<String> paths =
        found(PATH).map(path -> PLACEHOLDER.matcher(path).replaceFirst("")).toList();

    assertThat(paths)
        .hasSizeGreaterThan(30)
        .allSatisfy(path -> assertThat(ROOT.resolve(path)).exists());
  }

  @Test
  void everyTestExists() throws IOException {
    List<String> sources;
    try (Stream<Path> files = Files.walk(ROOT)) {
      sources =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .toList();
    }
    List<String> tests = found(TEST).filter(name -> !name.startsWith("Thing")).toList();

    assertThat(tests).hasSizeGreaterThan(10).isSubsetOf(sources);
  }

  private static Stream<String> found(Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(ROOT.resolve("CONTRIBUTING.md")))
        .results()
        .map(match -> match.group(1))
        .distinct();
  }
}
