package dev.pgassay.runner.machine;

import dev.pgassay.result.environment.Environment.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads what Linux's control groups allow this process: the least of the limits of its own group
 * and of all groups above. In a container the outermost one is the container's.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">version 2</a>
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/">version 1</a>
 */
final class ControlGroupLimits {
  /** Version 1 writes "no limit" as the greatest multiple of a page; no machine has that much. */
  private static final long UNLIMITED_BYTES = 1L << 60;

  private final Path root;
  private final Path groups;

  /**
   * @param root the folder that holds {@code proc} and {@code sys}
   */
  ControlGroupLimits(Path root) {
    this.root = root;
    this.groups = root.resolve("sys/fs/cgroup");
  }

  /** Returns the limits; empty if there are none. */
  Optional<Limits> read() {
    OptionalDouble cpus = cpuCount();
    OptionalLong memory = memoryBytes();
    return cpus.isEmpty() && memory.isEmpty()
        ? Optional.empty()
        : Optional.of(new Limits(cpus, memory));
  }

  private OptionalDouble cpuCount() {
    List<Double> counts = new ArrayList<>();
    for (Path group : path("")) {
      // "max 100000" or "150000 100000": microseconds in each period.
      firstLine(group.resolve("cpu.max"))
          .map(line -> line.split(" "))
          .filter(words -> !words[0].equals("max"))
          .ifPresent(
              words -> counts.add(Double.parseDouble(words[0]) / Double.parseDouble(words[1])));
    }
    for (Path group : path("cpu")) {
      Optional<Double> quota = number(group.resolve("cpu.cfs_quota_us")).filter(it -> it > 0);
      Optional<Double> period = number(group.resolve("cpu.cfs_period_us"));
      if (quota.isPresent() && period.isPresent()) {
        counts.add(quota.get() / period.get());
      }
    }
    return counts.stream().mapToDouble(Double::doubleValue).min();
  }

  private OptionalLong memoryBytes() {
    List<Long> bytes = new ArrayList<>();
    for (Path group : path("")) {
      firstLine(group.resolve("memory.max"))
          .filter(line -> !line.equals("max"))
          .ifPresent(line -> bytes.add(Long.parseLong(line)));
    }
    for (Path group : path("memory")) {
      number(group.resolve("memory.limit_in_bytes"))
          .filter(it -> it < UNLIMITED_BYTES)
          .ifPresent(it -> bytes.add(it.longValue()));
    }
    return bytes.stream().mapToLong(Long::longValue).min();
  }

  /**
   * The group of this process under a controller, and all groups above, the hierarchy's root last.
   */
  private List<Path> path(String controller) {
    Path hierarchy = controller.isEmpty() ? groups : groups.resolve(controller);
    List<Path> found = new ArrayList<>();
    Path group = hierarchy.resolve(ownGroup(controller)).normalize();
    while (group.startsWith(hierarchy)) {
      found.add(group);
      group = group.getParent();
    }
    return found;
  }

  /** Lines of {@code /proc/self/cgroup} are {@code number:controllers:path}. */
  private String ownGroup(String controller) {
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && List.of(parts[1].split(",")).contains(controller)) {
        return parts[2].replaceFirst("^/", "");
      }
    }
    return "";
  }

  private static Optional<Double> number(Path file) {
    return firstLine(file).map(Double::parseDouble);
  }

  private static Optional<String> firstLine(Path file) {
    return lines(file).stream().findFirst();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException ignored) {
      // No such group or no such controller: there is no limit to tell.
      return List.of();
    }
  }
}
