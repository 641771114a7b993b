package dev.pgassay.result.environment;

import dev.pgassay.file.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Identifies the conditions of a run. Latencies of two runs are comparable only if both components
 * are equal, counts of work if the server's is equal. Immutable.
 *
 * @param machine hash of processors, memory, kernel, limits, JVM and driver, 16 hexadecimal digits
 * @param server hash of PostgreSQL's build, its extensions, the settings on which a measurement can
 *     depend, and the limits of its container, 16 hexadecimal digits. The address of a server that
 *     the user named is part of it, because nothing else identifies its machine. An image rebuilt
 *     from the same packages has the same hash
 */
public record Fingerprint(String machine, String server) {
  private static final int DIGITS = 16;

  /** A server that pgassay did not start may be on any machine. */
  private static final String NAMED_BY_URL = "url";

  /** A file of loaded classes, which differs after every build and changes no latency. */
  private static final String CLASS_ARCHIVE = "-XX:SharedArchiveFile=";

  public Fingerprint {
    Checked.text("machine", machine);
    Checked.text("server", server);
  }

  public static Fingerprint of(Environment environment, Server server) {
    return new Fingerprint(hash(machine(environment)), hash(server(server)));
  }

  /**
   * Lists the conditions in which two recordings differ.
   *
   * @param before conditions by name
   * @param after conditions by name
   * @return one line for each condition, such as {@code kernel is 6.1.0-19, was 6.1.0-18}; empty if
   *     they are equal
   */
  public static List<String> differences(Map<String, String> before, Map<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String was = before.getOrDefault(name, "absent");
      String is = after.getOrDefault(name, "absent");
      if (!was.equals(is)) {
        differences.add(name + " is " + is + ", was " + was);
      }
    }
    return differences;
  }

  public static Map<String, String> conditions(Environment environment, Server server) {
    Map<String, String> conditions = machine(environment);
    conditions.putAll(server(server));
    return conditions;
  }

  private static Map<String, String> machine(Environment environment) {
    Map<String, String> conditions = new TreeMap<>();
    Environment.Cpu cpu = environment.cpu();
    cpu.model().ifPresent(model -> conditions.put("processor", model));
    cpu.governor().ifPresent(governor -> conditions.put("governor", governor));
    conditions.put("number of processors", Integer.toString(cpu.count()));
    environment
        .memoryBytes()
        .ifPresent(bytes -> conditions.put("memory in bytes", Long.toString(bytes)));
    environment
        .hugePagesBytes()
        .ifPresent(bytes -> conditions.put("huge pages in bytes", Long.toString(bytes)));
    conditions.put("kernel", environment.operatingSystem().kernel());
    conditions.put("architecture", environment.operatingSystem().architecture());
    environment.container().ifPresent(container -> conditions.put("container", container));
    environment.limits().ifPresent(limits -> conditions.put("limits", limits.toString()));
    Environment.Jvm jvm = environment.jvm();
    conditions.put("JVM", jvm.name() + " " + jvm.version() + " " + jvm.vendor());
    conditions.put(
        "flags of the forks",
        jvm.forkArguments().stream()
            .filter(flag -> !flag.startsWith(CLASS_ARCHIVE))
            .collect(Collectors.joining(" ")));
    Environment.Driver driver = environment.driver();
    conditions.put("driver", driver.name() + " " + driver.version());
    return conditions;
  }

  private static Map<String, String> server(Server server) {
    Map<String, String> conditions = new TreeMap<>();
    conditions.put("server's source", server.sourceKind());
    if (server.sourceKind().equals(NAMED_BY_URL)) {
      conditions.put("server's address", server.address());
    }
    server
        .limits()
        .ifPresent(
            it -> {
              conditions.put("server's processors", it.processors());
              conditions.put("server's memory in bytes", Long.toString(it.memoryBytes()));
              conditions.put(
                  "server's shared memory in bytes", Long.toString(it.sharedMemoryBytes()));
            });
    conditions.put("PostgreSQL", server.version().text());
    server.extensions().forEach((name, version) -> conditions.put("extension " + name, version));
    server
        .conditions()
        .forEach((name, setting) -> conditions.put("setting " + name, setting.value()));
    return conditions;
  }

  private static String hash(Map<String, String> conditions) {
    return Sha256.hex(conditions.toString()).substring(0, DIGITS);
  }
}
