package dev.pgassay.runner.plan;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The suites that come with the program. Immutable. */
public final class SuiteCatalog {
  private static final List<String> NAMES = List.of("quick", "standard", "full");

  private final List<Suite> suites;

  SuiteCatalog(List<Suite> suites) {
    this.suites = List.copyOf(suites);
  }

  /** Reads the catalogue. */
  public static SuiteCatalog builtIn() {
    ObjectMapper yaml =
        new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    return new SuiteCatalog(NAMES.stream().map(name -> read(yaml, name)).toList());
  }

  /** Returns all suites, the quickest first. */
  public List<Suite> all() {
    return suites;
  }

  /**
   * Finds a suite.
   *
   * @param name its name
   * @return the suite; empty if no suite has the name
   */
  public Optional<Suite> find(String name) {
    return suites.stream().filter(suite -> suite.name().equals(name)).findFirst();
  }

  private static Suite read(ObjectMapper yaml, String name) {
    String resource = "suites/" + name + ".yaml";
    try (InputStream stream = SuiteCatalog.class.getResourceAsStream(resource)) {
      return yaml.readValue(stream, Suite.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the built-in suite " + name + " cannot be read", e);
    }
  }
}
