package dev.pgassay.data.dataset.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetIdentityTest {
  private static final Path GOOD = Path.of("test/resources/dataset/good.yaml");
  @TempDir private Path folder;

  /** The same on every JDK. A change makes every loaded dataset and ground truth stale. */
  @Test
  void staysWhatItIs() throws IOException {
    assertThat(identity("good", Files.readString(GOOD)).sha256())
        .isEqualTo("71406a0366350cbcfe5b7ce5eb5b8c54b40d1dbef1a9782cca3c9f82b9427c31");
  }

  /** Baselines in git and loaded databases are found by these. */
  @ParameterizedTest
  @CsvSource({
    "tiny, 2d8093da5657",
    "quick, fda2ea9d2a3b",
    "standard, ee19bbbd8eae",
    "full, 6caf389710aa",
    "uniform, 617e74bd7d9a",
    "gaussian, 2ecd910252b7"
  })
  void ofAShippedDatasetStaysWhatItIs(String name, String start) {
    DatasetCatalog catalog = new DatasetCatalog(Path.of("..", "datasets"));
    assertThat(catalog.find(name).identity().shortHash()).isEqualTo(start);
  }

  @Test
  void doesNotDependOnNameDescriptionCommentsOrLayout() throws IOException {
    String text = Files.readString(GOOD);
    String other =
        text.replaceAll("(?m)^#.*\n|^\n", "")
            .replace("description: d", "description: another")
            .replace("events: 10_000", "events:   10000 # ten thousand")
            .replace("exponent: 1.0\n", "exponent: 1\n");
    assertThat(identity("other", other).sha256()).isEqualTo(identity("good", text).sha256());
  }

  @Test
  void changesWithEveryNumberOfTheFile() throws IOException {
    List<String> lines = Files.readAllLines(GOOD);
    Pattern number = Pattern.compile("(?<=: )([\\d._]+)");
    Set<String> identities = new HashSet<>();
    int numbers = 0;
    String text = String.join("\n", lines);
    Matcher matcher = number.matcher(text);
    while (matcher.find()) {
      String raised = raised(matcher.group());
      String changed = text.substring(0, matcher.start()) + raised + text.substring(matcher.end());
      identities.add(identity("good", changed).sha256());
      numbers++;
    }
    identities.add(identity("good", text).sha256());
    assertThat(numbers).isEqualTo(31);
    assertThat(identities).hasSize(numbers + 1);
  }

  @Test
  void isKeptByTheTextThatAnotherProcessGets() throws IOException {
    DatasetSpec realistic = spec("good", Files.readString(GOOD));
    DatasetSpec uniform = new DatasetCatalog(Path.of("../datasets")).find("uniform");

    for (DatasetSpec spec : List.of(realistic, uniform)) {
      DatasetSpec read = DatasetSpec.ofText(spec.name(), spec.text());
      assertThat(read.content()).isEqualTo(spec.content());
      assertThat(read.identity()).isEqualTo(spec.identity());
    }
    assertThatThrownBy(() -> DatasetSpec.ofText("good", realistic.text().replace("seed", "sead")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the text is that of no dataset");
  }

  @Test
  void changesWithTheSeedOfTheCommandLine() throws IOException {
    DatasetSpec spec = spec("good", Files.readString(GOOD));
    assertThat(spec.withSeed(3).identity()).isNotEqualTo(spec.identity());
    assertThat(spec.withSeed(2).identity()).isEqualTo(spec.identity());
  }

  @Test
  void changesWithAnotherNumberOfEventsOfTheSameDataset() throws IOException {
    DatasetSpec spec = spec("good", Files.readString(GOOD));
    assertThat(spec.withEvents(10_001).identity()).isNotEqualTo(spec.identity());
    assertThat(spec.withEvents(10_000).identity()).isEqualTo(spec.identity());
  }

  @Test
  void tellsTheNegativeControlsApart() {
    DatasetCatalog catalog = new DatasetCatalog(Path.of("..", "datasets"));
    assertThat(catalog.list()).extracting(spec -> spec.identity().sha256()).doesNotHaveDuplicates();
  }

  @Test
  void namesDatabasesAndFiles() {
    DatasetIdentity identity = new DatasetIdentity("my-own", "0123456789abcdef".repeat(4));
    assertThat(identity.key()).isEqualTo("my_own_01234567");
    assertThat(identity.shortHash()).isEqualTo("0123456789ab");
  }

  @Test
  void refusesWhatIsNoHash() {
    assertThatThrownBy(() -> new DatasetIdentity("quick", "XYZ"))
        .hasMessage("sha256 must be 64 hexadecimal digits: XYZ");
  }

  /** Returns another number of the same kind within every range. */
  private static String raised(String number) {
    if (number.contains(".")) {
      return number + "1";
    }
    long value = Long.parseLong(number.replace("_", ""));
    return Long.toString(value == 1536 ? 1600 : value + 1);
  }

  private DatasetIdentity identity(String name, String text) throws IOException {
    return spec(name, text).identity();
  }

  private DatasetSpec spec(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), text);
    return new DatasetCatalog(folder).find(file.toString());
  }
}
