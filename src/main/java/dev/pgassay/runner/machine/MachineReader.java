package dev.pgassay.runner.machine;

import com.sun.management.OperatingSystemMXBean;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.result.environment.Environment;
import dev.pgassay.result.environment.Environment.Cpu;
import dev.pgassay.result.environment.Environment.Driver;
import dev.pgassay.result.environment.Environment.Jvm;
import dev.pgassay.result.environment.Environment.OperatingSystem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the description of the clients' machine. Leaves out every value that cannot be read. */
public final class MachineReader {
  private static final long BYTES_PER_KILOBYTE = 1024;

  /** Files that container engines leave in the root folder of every container. */
  private static final Map<String, String> CONTAINER_MARKS =
      Map.of(".dockerenv", "docker", "run/.containerenv", "podman");

  private final Path root;

  /**
   * @param root the folder that holds {@code proc}, {@code sys} and {@code etc}
   */
  MachineReader(Path root) {
    this.root = root;
  }

  public static Environment read(List<String> forkArguments) {
    return new MachineReader(Path.of("/")).environment(forkArguments);
  }

  Environment environment(List<String> forkArguments) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Environment(
        cpu(),
        memoryBytes(system),
        hugePagesBytes(),
        operatingSystem(system),
        container(),
        new ControlGroupLimits(root).read(),
        jvm(forkArguments),
        new Driver(
            MeasuredSession.DRIVER_NAME,
            MeasuredSession.DRIVER_VERSION,
            MeasuredSession.PREPARE_THRESHOLD));
  }

  private Cpu cpu() {
    return new Cpu(
        field("proc/cpuinfo", "model name", ':'),
        Runtime.getRuntime().availableProcessors(),
        lines("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").stream().findFirst());
  }

  private OptionalLong memoryBytes(OperatingSystemMXBean system) {
    return memory("MemTotal")
        .map(kilobytes -> OptionalLong.of(kilobytes * BYTES_PER_KILOBYTE))
        .orElseGet(() -> OptionalLong.of(system.getTotalMemorySize()));
  }

  /**
   * Counts pages of the default size: PostgreSQL requests no others unless it is told to. Surplus
   * pages come and go with the processes that request them.
   */
  private OptionalLong hugePagesBytes() {
    long pages = memory("HugePages_Total").orElse(0L) - memory("HugePages_Surp").orElse(0L);
    long kilobytes = pages * memory("Hugepagesize").orElse(0L);
    return kilobytes == 0 ? OptionalLong.empty() : OptionalLong.of(kilobytes * BYTES_PER_KILOBYTE);
  }

  private Optional<Long> memory(String name) {
    return field("proc/meminfo", name, ':').map(text -> Long.parseLong(text.split(" ")[0]));
  }

  private OperatingSystem operatingSystem(OperatingSystemMXBean system) {
    String name =
        field("etc/os-release", "PRETTY_NAME", '=')
            .map(text -> text.replace("\"", ""))
            .orElse(system.getName());
    return new OperatingSystem(
        name, system.getName() + " " + system.getVersion(), system.getArch());
  }

  private Optional<String> container() {
    return CONTAINER_MARKS.entrySet().stream()
        .filter(mark -> Files.exists(root.resolve(mark.getKey())))
        .map(Map.Entry::getValue)
        .sorted()
        .findFirst();
  }

  private static Jvm jvm(List<String> forkArguments) {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    return new Jvm(
        runtime.getVmName(),
        runtime.getVmVersion(),
        runtime.getVmVendor(),
        runtime.getInputArguments(),
        forkArguments);
  }

  private Optional<String> field(String file, String name, char separator) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(line.indexOf(separator) + 1).trim());
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file), StandardCharsets.UTF_8);
    } catch (IOException ignored) {
      // Not Linux, or no such file in this virtual machine: the value is left out.
      return List.of();
    }
  }
}
