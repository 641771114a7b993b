package dev.pgassay.benchmarks.truth;

import dev.pgassay.dataset.DatasetCatalog;
import dev.pgassay.dataset.DatasetGenerator;
import dev.pgassay.failure.InvalidInput;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to measure: {@code --dataset NAME} (standard), {@code --datasets FOLDER} (datasets), {@code
 * --rounds N} (5), {@code --threads N} (one for each processor), and where a server takes part
 * {@code --database SOURCE} (local) and {@code --sample N} (10), the queries that it answers in
 * each round.
 *
 * @param dataset name of the dataset, or path of its file
 * @param datasets the folder of the datasets
 * @param rounds how many rounds count, at least 1
 * @param threads how many threads search
 * @param database where the server comes from
 * @param sample how many queries the server answers in each round
 */
record TruthOptions(
    String dataset, Path datasets, int rounds, int threads, String database, int sample) {

  static TruthOptions parse(int processors, String... arguments) {
    Map<String, String> values =
        new TreeMap<>(
            Map.of(
                "--dataset", "standard",
                "--datasets", "datasets",
                "--rounds", "5",
                "--threads", String.valueOf(processors),
                "--database", "local",
                "--sample", "10"));
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length || !values.containsKey(arguments[i])) {
        throw new InvalidInput(
            "unknown option, or one without its value: %s; there are %s"
                .formatted(arguments[i], String.join(", ", values.keySet())));
      }
      values.put(arguments[i], arguments[i + 1]);
    }
    return new TruthOptions(
        values.get("--dataset"),
        Path.of(values.get("--datasets")),
        count("--rounds", values),
        count("--threads", values),
        values.get("--database"),
        count("--sample", values));
  }

  DatasetGenerator generator() {
    return DatasetGenerator.of(new DatasetCatalog(datasets).find(dataset));
  }

  private static int count(String name, Map<String, String> values) {
    String value = values.get(name);
    if (!value.matches("[1-9][0-9]{0,3}")) {
      throw new InvalidInput(name + " must be between 1 and 9999: " + value);
    }
    return Integer.parseInt(value);
  }
}
