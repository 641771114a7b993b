package dev.pgassay.result.store;

import dev.pgassay.failure.Failure;
import dev.pgassay.result.baseline.Baseline;
import java.util.List;

/** Turns baselines into the text of {@code baseline.json} and back. Thread-safe. */
public final class BaselineFormat {
  private final DocumentFormat<Baseline> format =
      new DocumentFormat<>(Baseline.class, "baseline", Baseline.SCHEMA_VERSION);

  /** Makes the format; its schema is loaded at first use. */
  public BaselineFormat() {}

  /**
   * Writes a baseline.
   *
   * @param baseline any baseline
   * @return JSON with a line break at its end; the same baseline gives the same bytes
   */
  public String write(Baseline baseline) {
    return format.write(baseline);
  }

  /**
   * Reads a baseline and checks it against the schema.
   *
   * @param json the content of a file
   * @param origin names the file in messages
   * @return the baseline
   * @throws Failure where it is not JSON, not a baseline, of another format, or breaks a rule
   */
  public Baseline read(String json, String origin) {
    return format.read(json, origin);
  }

  /** What breaks the schema, with its place in the document; empty where nothing does. */
  public List<String> faults(String json) {
    return format.faults(json);
  }
}
