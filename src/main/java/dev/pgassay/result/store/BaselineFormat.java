package dev.pgassay.result.store;

import dev.pgassay.failure.Failure;
import dev.pgassay.result.baseline.Baseline;
import java.util.List;

/** Converts baselines to the text of {@code baseline.json} and back. Thread-safe. */
public final class BaselineFormat {
  private final DocumentFormat<Baseline> format =
      new DocumentFormat<>(Baseline.class, "baseline", Baseline.SCHEMA_VERSION);

  /**
   * Writes a baseline.
   *
   * @return JSON with a line feed at its end; the same baseline gives the same bytes
   */
  public String write(Baseline baseline) {
    return format.write(baseline);
  }

  /**
   * Reads a baseline and checks it against the schema.
   *
   * @param json the content of a file
   * @param origin names the file in messages
   * @throws Failure if it is not JSON, not a baseline, of another format, or breaks a rule
   */
  public Baseline read(String json, String origin) {
    return format.read(json, origin);
  }

  /**
   * Returns the violations of the schema, with their places in the document; empty if there are
   * none.
   */
  public List<String> faults(String json) {
    return format.faults(json);
  }
}
