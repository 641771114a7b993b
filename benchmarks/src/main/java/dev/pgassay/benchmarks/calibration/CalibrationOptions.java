package dev.pgassay.benchmarks.calibration;

import dev.pgassay.dataset.DatasetCatalog;
import dev.pgassay.dataset.DatasetGenerator;
import dev.pgassay.dataset.DatasetSpec;
import dev.pgassay.failure.InvalidInput;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What to calibrate: {@code --dataset NAME} (standard), {@code --datasets FOLDER} (datasets),
 * {@code --seed N} (the dataset's own), {@code --database SOURCE} (local), {@code --builds N} (3),
 * {@code --allowance RATIO} (0.03), how far the mean recall may be from the published one.
 *
 * @param dataset name of the dataset, or path of its file
 * @param datasets the folder of the datasets
 * @param seed in the place of the dataset's own
 * @param database where the server comes from
 * @param builds how many times the index is built
 * @param allowance how far the mean recall may be from the published one
 */
record CalibrationOptions(
    String dataset,
    Path datasets,
    OptionalLong seed,
    String database,
    int builds,
    double allowance) {

  static CalibrationOptions parse(String... arguments) {
    Map<String, String> values =
        new TreeMap<>(
            Map.of(
                "--dataset", "standard",
                "--datasets", "datasets",
                "--seed", "",
                "--database", "local",
                "--builds", "3",
                "--allowance", "0.03"));
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length || !values.containsKey(arguments[i])) {
        throw new InvalidInput(
            "unknown option, or one without its value: %s; there are %s"
                .formatted(arguments[i], String.join(", ", values.keySet())));
      }
      values.put(arguments[i], arguments[i + 1]);
    }
    String seed = values.get("--seed");
    return new CalibrationOptions(
        values.get("--dataset"),
        Path.of(values.get("--datasets")),
        seed.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(checked("--seed", "-?\\d{1,18}", values))),
        values.get("--database"),
        Integer.parseInt(checked("--builds", "[1-9]\\d?", values)),
        Double.parseDouble(checked("--allowance", "[01]|0?\\.\\d{1,6}", values)));
  }

  DatasetGenerator generator() {
    DatasetSpec found = new DatasetCatalog(datasets).find(dataset);
    return DatasetGenerator.of(seed.isPresent() ? found.withSeed(seed.getAsLong()) : found);
  }

  private static String checked(String name, String pattern, Map<String, String> values) {
    String value = values.get(name);
    if (!value.matches(pattern)) {
      throw new InvalidInput(name + " is out of range or no number: " + value);
    }
    return value;
  }
}
