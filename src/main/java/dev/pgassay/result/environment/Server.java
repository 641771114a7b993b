package dev.pgassay.result.environment;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The measured server, as it described itself. Immutable.
 *
 * @param sourceKind its origin: {@code local}, {@code docker} or {@code url}
 * @param display its address for people, such as {@code 127.0.0.1:54321/pgassay_quick_1a2b3c4d};
 *     passwords are masked
 * @param version of PostgreSQL
 * @param extensions name to installed version
 * @param settings name to value: those that matter to a measurement, and all that are not default
 * @param image of the server's container; absent if there is none or pgassay did not start it
 * @param limits of the server's container; absent if there is none or pgassay did not start it
 * @param notices remarks of the server's source, such as what is not available there
 */
public record Server(
    String sourceKind,
    String display,
    Version version,
    Map<String, String> extensions,
    Map<String, Setting> settings,
    Optional<Image> image,
    Optional<Limits> limits,
    List<String> notices) {
  /**
   * Settings of locales, logs, addresses and files. The method of allocating shared memory depends
   * on what is available when the server starts.
   */
  private static final Pattern NO_CONDITION =
      Pattern.compile(
          "(?i)(DateStyle|TimeZone|IntervalStyle|lc_|log_|logging_|client_|application_name|port$"
              + "|cluster_name|listen_addresses|unix_|search_path|default_text_search_config"
              + "|extra_float_digits|.*_(file|directory)$|bonjour|ssl|password_encryption"
              + "|dynamic_shared_memory_type)");

  /** Masks passwords. */
  public Server {
    Checked.text("sourceKind", sourceKind);
    display = Redaction.of(Checked.text("display", display));
    Objects.requireNonNull(version, "version");
    extensions = Checked.sorted(extensions);
    settings = Checked.sorted(settings);
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(limits, "limits");
    notices = Redaction.of(notices);
  }

  /** Returns host and port of the server, without the name of a database. */
  public String address() {
    return display.split("/", 2)[0];
  }

  /**
   * Returns the settings on which a measurement can depend, by name, without those of locales,
   * logs, addresses and files, and without those of extensions that are at their default: which of
   * them the server lists depends on its version.
   */
  public Map<String, Setting> conditions() {
    Map<String, Setting> found = new TreeMap<>(settings);
    found.keySet().removeIf(name -> NO_CONDITION.matcher(name).lookingAt());
    found.entrySet().removeIf(it -> it.getKey().contains(".") && !it.getValue().changed());
    return found;
  }

  /**
   * The image of a container, as the engine describes it.
   *
   * @param name under which it was started, such as {@code pgvector/pgvector:pg17}
   * @param id the hash of its configuration and layers, {@code sha256:} and 64 hexadecimal digits
   * @param registryDigests its digests in registries, such as {@code pgvector/pgvector@sha256:...};
   *     empty for an image that was built here and never pushed
   */
  public record Image(String name, String id, List<String> registryDigests) {
    public Image {
      Checked.text("name", name);
      Checked.text("id", id);
      registryDigests = List.copyOf(registryDigests);
    }
  }

  /**
   * The share of its machine that a container may use.
   *
   * @param processors their numbers, such as {@code 0-3}
   * @param memoryBytes memory, including swap
   * @param sharedMemoryBytes memory that the server's processes may share in addition to its
   *     buffers
   */
  public record Limits(String processors, long memoryBytes, long sharedMemoryBytes) {
    public Limits {
      Checked.text("processors", processors);
      Checked.positive("memoryBytes", memoryBytes);
      Checked.positive("sharedMemoryBytes", sharedMemoryBytes);
    }
  }

  /**
   * A version of PostgreSQL.
   *
   * @param number {@code server_version_num}, such as 150014
   * @param text {@code version()} in full
   */
  public record Version(int number, String text) {
    public Version {
      Checked.positive("number", number);
      Checked.text("text", text);
    }

    /** Returns the version as people write it, such as {@code 15.14}. */
    public String release() {
      return number / 10_000 + "." + number % 10_000;
    }
  }

  /**
   * A setting as read back from the server, never as requested.
   *
   * @param value as {@code SHOW} prints it, with its unit; passwords are masked
   * @param changed whether it differs from the server's built-in default
   * @param source where it was set, in the server's words, such as {@code configuration file} or
   *     {@code database}; absent in runs that were recorded before it was kept
   */
  public record Setting(String value, boolean changed, Optional<String> source) {
    /** Masks passwords. An empty value is allowed. */
    public Setting {
      value = Redaction.of(value);
    }
  }
}
