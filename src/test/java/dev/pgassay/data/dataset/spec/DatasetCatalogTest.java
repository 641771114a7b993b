package dev.pgassay.data.dataset.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetCatalogTest {
  private static final Path DATASETS = Path.of("..", "datasets");

  private final DatasetCatalog catalog = new DatasetCatalog(DATASETS);
  @TempDir private Path folder;

  @Test
  void listsTheDatasetsOfTheProjectBySize() {
    assertThat(catalog.list())
        .extracting(DatasetSpec::name)
        .containsExactly("tiny", "gaussian", "quick", "uniform", "standard", "full");
  }

  @Test
  void namesADatasetAfterItsFile() throws IOException {
    Path copy = Files.copy(DATASETS.resolve("quick.yaml"), folder.resolve("my-own.yml"));
    assertThat(catalog.find(copy.toString()).name()).isEqualTo("my-own");
  }

  @Test
  void knowsTheNegativeControls() {
    assertThat(catalog.list())
        .filteredOn(DatasetSpec::negativeControl)
        .extracting(DatasetSpec::name)
        .containsExactly("gaussian", "uniform");
  }

  @Test
  void refusesAnUnknownNameWithTheKnownOnes() {
    assertThatThrownBy(() -> catalog.find("quik"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "unknown dataset 'quik': ../datasets has full, gaussian, quick, standard, tiny,"
                + " uniform; the path of a YAML file works too");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> catalog.find("no/such.yaml"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("dataset file no/such.yaml does not exist");
  }

  @Test
  void refusesAFolderThatCannotBeRead() {
    assertThatThrownBy(() -> new DatasetCatalog(folder.resolve("gone")).list())
        .isInstanceOf(Failure.class)
        .hasMessageEndingWith("gone cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "seed: 2        | sed: 2         | 3 | unknown key 'sed', allowed here are description,"
            + " seed, events, dimensions, topics, distribution, queries, text, entities",
        "skew: 0.8      | slant: 0.8     | 30 | unknown key 'entities.speakers.slant', allowed here"
            + " are perEvent, eventsEach, skew",
        "seed: 2        | \"\"           | 1 | key 'seed' is missing, it must be an integer",
        "events: 10_000 | events: many   | 4 | events must be an integer: many",
        "events: 10_000 | events: '7'    | 4 | events must be an integer: 7",
        "events: 10_000 | events: 10     | 4 | events must be between 100 and 100000000: 10",
        "events: 10_000 | events: 1e4    | 4 | events must be an integer: 1e4",
        "events: 10_000 | events: [1]    | 4 | events must be an integer: a list",
        "events: 10_000 | events: {a: 1} | 4 | events must be an integer: a mapping",
        "events: 10_000 | events: &a 10  | 4 | events must be between 100 and 100000000: 10",
        "events: 10_000 | events: *a     | 4 | an alias (*name) is not accepted; write the value",
        "seed: 2 | seed: 92233720368547758080 | 3 | seed must be an integer of at most 64 bits:"
            + " 92233720368547758080",
        "seed: 2        | seed: ~        | 3 | seed must be an integer: ~",
        "dimensions: 1536 | dimensions: 9999999999 | 5 | dimensions must be an integer of at most 32"
            + " bits: 9999999999",
        "dimensions: 1536 | dimensions: 1000 | 5 | dimensions must be a multiple of 64, which the"
            + " transform needs: 1000",
        "kind: realistic | kind: real    | 15 | distribution.kind must be one of realistic,"
            + " uniform, gaussian: real",
        "kind: realistic | \"\"         | 14 | key 'distribution.kind' is missing, it must be one of"
            + " realistic, uniform, gaussian",
        "rank: 320      | rank: 1536     | 16 | distribution.subspace.rank must be less than"
            + " dimensions, 1536: 1536",
        "subtopics: 20  | subtopics: 200 | 16 | distribution.subspace.rank times the subtopics"
            + " of all"
            + " topics must be at most 16777216: 32000000",
        "noise: 0.8     | noise: 0       | 17 | distribution.weights.noise must be between"
            + " 1.0E-6 and 4: 0",
        "tail: 0.2      | tail: .nan     | 19 | distribution.tail must be a number: .nan",
        "seed: 2        | events: 500    | 4 | key 'events' appears twice",
        "description: d | description: 7 | 2 | description must be a text: 7",
      })
  void refusesAWrongKeyOrValueWithItsLine(String old, String wrong, int line, String problem)
      throws IOException {
    String good = Files.readString(Path.of("test/resources/dataset/good.yaml"));
    Path file = folder.resolve("bad.yaml");
    assertThat(good).contains(old.strip());
    Files.writeString(file, good.replace(old.strip(), wrong.strip()));
    assertThatThrownBy(() -> catalog.find(file.toString()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + " line " + line + ": " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''           | 1 | must hold keys and values, such as key: value",
        "- a          | 1 | must hold keys and values, such as key: value",
        "just words   | 1 | must hold keys and values, such as key: value",
      })
  void refusesAFileWithoutKeys(String text, int line, String problem) throws IOException {
    Path file = Files.writeString(folder.resolve("odd.yaml"), text);
    assertThatThrownBy(() -> catalog.find(file.toString()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + " line " + line + ": " + problem);
  }

  @Test
  void refusesWhatIsNoYamlWithItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("odd.yaml"), "seed: 1\nevents: {a: 1\n");
    assertThatThrownBy(() -> catalog.find(file.toString()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageMatching(".*odd.yaml line \\d: not YAML: .*");
  }

  @Test
  void refusesAFileNameThatNoDatabaseCouldHave() throws IOException {
    Path copy = Files.copy(DATASETS.resolve("quick.yaml"), folder.resolve("My Data.yaml"));
    assertThatThrownBy(() -> catalog.find(copy.toString()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("name must be 1 to 40 lower-case letters, digits and hyphens");
  }
}
