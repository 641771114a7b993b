package dev.pgassay.benchmarks.load;

import dev.pgassay.failure.InvalidInput;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to compare: {@code --dataset NAME} (standard), {@code --datasets FOLDER} (datasets), {@code
 * --database SOURCE} (local), {@code --pairs N} (5), {@code --connections N} (one for each
 * processor), {@code --psql PROGRAM} (psql), {@code --primary-key true} to have the primary key
 * present for both (false).
 *
 * @param dataset name of the dataset, or path of its file
 * @param datasets the folder of the datasets
 * @param database where the server comes from
 * @param pairs how many pairs of copies, at least 1
 * @param connections how many connections pgassay copies over
 * @param psql name or path of psql
 * @param primaryKey whether the primary key is present while rows are copied
 */
record LoadComparisonOptions(
    String dataset,
    Path datasets,
    String database,
    int pairs,
    int connections,
    String psql,
    boolean primaryKey) {

  static LoadComparisonOptions parse(int processors, String... arguments) {
    Map<String, String> values =
        new TreeMap<>(
            Map.of(
                "--dataset", "standard",
                "--datasets", "datasets",
                "--database", "local",
                "--pairs", "5",
                "--connections", String.valueOf(processors),
                "--psql", "psql",
                "--primary-key", "false"));
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length || !values.containsKey(arguments[i])) {
        throw new InvalidInput(
            "unknown option, or one without its value: "
                + arguments[i]
                + "; there are "
                + String.join(", ", values.keySet()));
      }
      values.put(arguments[i], arguments[i + 1]);
    }
    return new LoadComparisonOptions(
        values.get("--dataset"),
        Path.of(values.get("--datasets")),
        values.get("--database"),
        count("--pairs", values),
        count("--connections", values),
        values.get("--psql"),
        Boolean.parseBoolean(values.get("--primary-key")));
  }

  private static int count(String name, Map<String, String> values) {
    String value = values.get(name);
    try {
      int count = Integer.parseInt(value);
      if (count >= 1 && count <= 64) {
        return count;
      }
    } catch (NumberFormatException ignored) {
      // Not a number at all: refused below like one out of range.
    }
    throw new InvalidInput(name + " must be between 1 and 64: " + value);
  }
}
