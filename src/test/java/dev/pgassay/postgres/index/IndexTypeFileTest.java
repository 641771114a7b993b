package dev.pgassay.postgres.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.environment.SearchEffort;
import dev.pgassay.vector.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexTypeFileTest {
  private static final String WHOLE =
      """
      # IVFFlat under another name.
      description: inverted lists
      label: My IVF
      extension: vector
      accessMethod: ivfflat
      operatorClasses:
        vector: {cosine: vector_cosine_ops, l2: vector_l2_ops}
        halfvec: {cosine: halfvec_cosine_ops}
      options:
        lists: {description: lists of the index, least: 1, most: 100, default: 10}
        layout: {description: how they are stored, values: [plain, 1.2], default: plain}
      effort:
        setting: ivfflat.probes
        least: 1
        most: 50
        values: [1, 5]
        limit: lists
      settings:
        ivfflat.iterative_scan: "off"
      """;

  private static final String TEXT =
      """
      optionsText:
        parameter: options
        text: "lists = [{lists}], layout = '{layout}'"
      """;

  @TempDir private Path folder;

  @Test
  void describesATypeLikeThoseOfTheProgram() throws IOException {
    IndexTypeFile file = read(WHOLE);
    IndexType type = file.type();

    assertThat(type.name()).isEqualTo("myivf");
    assertThat(type.label()).isEqualTo("My IVF");
    assertThat(type.owner()).isEqualTo("vector");
    assertThat(type.operatorClass(VectorElement.HALFVEC, Metric.COSINE))
        .isEqualTo("halfvec_cosine_ops");
    assertThat(type.effort())
        .isEqualTo(new SearchEffort("effort", "ivfflat.probes", 1, 50, Optional.of("lists")));
    assertThat(type.searchSettings("7"))
        .isEqualTo(Map.of("ivfflat.probes", "7", "ivfflat.iterative_scan", "off"));
    assertThat(type.byDefault(Metric.L2).using())
        .isEqualTo("USING ivfflat (embedding vector_l2_ops) WITH (lists = 10, layout = plain)");
    assertThat(type.planNode()).isEqualTo("Index Scan using events_embedding_myivf_idx");
    assertThat(file.efforts()).containsExactly(1, 5);
  }

  @Test
  void writesAllOptionsIntoOneQuotedTextWhereTheTypeWantsIt() throws IOException {
    assertThat(read(WHOLE + TEXT).type().byDefault(Metric.L2).using())
        .isEqualTo(
            "USING ivfflat (embedding vector_l2_ops)"
                + " WITH (options = 'lists = [10], layout = ''plain''')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "label: My IVF | lable: My IVF | 3 | unknown key 'lable', allowed here are",
        "label: My IVF | # none | 1 | key 'label' is missing, it must be a text",
        "accessMethod: ivfflat | accessMethod: 'hnsw; DROP TABLE events' | 5"
            + " | accessMethod must be a name of lower-case letters, digits and _: hnsw; DROP",
        "extension: vector | extension: 'vec\"tor' | 4"
            + " | extension must be the name of an extension: vec\"tor",
        "l2: vector_l2_ops | l2: 'x)' | 7 | operatorClasses.vector.l2 must be a name of lower-case",
        "l2: vector_l2_ops | l3: vector_l2_ops | 7"
            + " | operatorClasses.vector.l3 must be one of cosine, l2, inner_product",
        "halfvec: {c | bits: {c | 8 | operatorClasses.bits must be one of vector, halfvec",
        "lists: {d | 'lists)': {d | 10 | options.lists) must be named by lower-case letters",
        "layout: {d | probes: {d | 11 | options.probes must have another name: a point has a",
        "least: 1, most: 100 | least: 100, most: 1 | 10"
            + " | options.lists.least must not be above most: 100, 1",
        "most: 100 | most: many | 10 | options.lists.most must be an integer: many",
        "most: 100, d | d | 10 | options.lists.least must be given with most",
        "least: 1, most: 100, d | d | 10 | options.lists.values must be given, or else least and",
        "values: [p | least: 1, most: 2, values: [p | 11"
            + " | options.layout.values must not be given together with least and most",
        "default: 10 | default: 101 | 10 | options.lists.default must be between 1 and 100: 101",
        "[plain, 1.2] | [plain, on] | 11"
            + " | options.layout.values must be numbers, or texts; write on and off in quotes",
        "[plain, 1.2] | ['pl ain'] | 11 | options.layout.values must be words of letters, digits",
        "setting: ivfflat.probes | setting: work_mem | 13 | effort.setting must be a setting of an",
        "least: 1\\n | least: 51\\n | 14 | effort.least must not be above most: 51, 50",
        "least: 1\\n | least: 0\\n | 14 | effort.least must be at least 1: 0",
        "values: [1, 5] | values: [1, 500] | 16 | effort.values must be between 1 and 50: 500",
        "values: [1, 5] | values: [] | 16 | effort.values must be one or more distinct numbers",
        "limit: lists | limit: layout | 17 | effort.limit must be an option with a range of numbers",
        "halfvec: {cosine: halfvec_cosine_ops} | halfvec: | 8"
            + " | operatorClasses.halfvec must have an operator class for a distance",
        "l2: vector_l2_ops | l2: | 7 | operatorClasses.vector.l2 must be a name of lower-case",
        "{description: lists of the index, least: 1, most: 100, default: 10} | `` | 10"
            + " | options.lists must be a mapping",
        "\"off\" | `` | 19 | settings.ivfflat.iterative_scan must be one line of text",
        "\"off\" | off | 19 | settings.ivfflat.iterative_scan must be a text: off",
        "ivfflat.iterative_scan | role | 19 | settings.role must be a setting of an extension",
      })
  void namesFileLineAndKeyOfWhatIsWrong(String right, String wrong, int line, String problem)
      throws IOException {
    String text = WHOLE.replace(right.replace("\\n", "\n"), wrong.replace("\\n", "\n"));
    assertThat(text).isNotEqualTo(WHOLE);

    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> read(text))
        .withMessageStartingWith(folder.resolve("myivf.yaml") + " line " + line + ": ")
        .withMessageContaining(problem)
        .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\n"));
  }

  @Test
  void refusesATextThatLeavesAnOptionOut() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> read(WHOLE + TEXT.replace("{layout}", "plain")))
        .withMessage(
            folder.resolve("myivf.yaml")
                + " line 22: optionsText.text must have {layout} where the value of the option"
                + " goes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hnsw", "My-Ivf", "a123456789012345678901234567890123"})
  void refusesANameThatIsTakenOrNoName(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), WHOLE);

    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> IndexTypeFile.read(file))
        .withMessageStartingWith("index type file " + file + " ");
  }

  @Test
  void whatReachesTheServerIdentifiesTheDefinitionAndNothingElse() throws IOException {
    String definition = read(WHOLE).definition();

    assertThat(read(WHOLE.replace("inverted lists", "lists")).definition()).isEqualTo(definition);
    assertThat(read(WHOLE.replace("most: 50", "most: 60")).definition()).isEqualTo(definition);
    assertThat(read(WHOLE.replace("\"off\"", "relaxed_order")).definition())
        .isNotEqualTo(definition);
    assertThat(read(WHOLE.replace("l2: vector_l2_ops", "l2: my_l2_ops")).definition())
        .isNotEqualTo(definition);
    assertThat(read(WHOLE + TEXT).definition()).isNotEqualTo(definition);
  }

  @Test
  void readsTheShippedExamples() {
    IndexTypeCatalog shipped = new IndexTypeCatalog(Path.of("..", "indexes"));

    assertThat(shipped.names()).containsExactly("diskann", "vchordrq");
    assertThat(shipped.names())
        .allSatisfy(name -> assertThat(shipped.read(name).description()).endsWith("untried"));
    assertThat(shipped.read("vchordrq").type().byDefault(Metric.COSINE).using())
        .startsWith("USING vchordrq (embedding vector_cosine_ops) WITH (options = '")
        .contains("lists = [200]");
  }

  @Test
  void knowsNoTypesWhereThereIsNoFolder() {
    assertThat(new IndexTypeCatalog(folder.resolve("none")).names()).isEmpty();
  }

  private IndexTypeFile read(String text) throws IOException {
    return IndexTypeFile.read(Files.writeString(folder.resolve("myivf.yaml"), text));
  }
}
