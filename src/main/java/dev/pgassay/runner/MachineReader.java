package dev.pgassay.runner;

import com.sun.management.OperatingSystemMXBean;
import dev.pgassay.result.Environment;
import dev.pgassay.result.Environment.Cpu;
import dev.pgassay.result.Environment.Jvm;
import dev.pgassay.result.Environment.Limits;
import dev.pgassay.result.Environment.OperatingSystem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads what is known of the machine of the clients. What cannot be read is left out. */
final class MachineReader {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");

  /** Version 2 of control groups: https://docs.kernel.org/admin-guide/cgroup-v2.html. */
  private static final Path CGROUP = Path.of("/sys/fs/cgroup");

  private static final long BYTES_PER_KILOBYTE = 1024;

  private MachineReader() {}

  static Environment read() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Environment(
        new Cpu(field(CPU_INFO, "model name"), Runtime.getRuntime().availableProcessors()),
        memoryBytes(system),
        new OperatingSystem(system.getName(), system.getVersion(), system.getArch()),
        limits(),
        jvm());
  }

  private static Jvm jvm() {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    return new Jvm(
        runtime.getVmName(),
        runtime.getVmVersion(),
        runtime.getVmVendor(),
        runtime.getInputArguments());
  }

  private static OptionalLong memoryBytes(OperatingSystemMXBean system) {
    return field(MEMORY_INFO, "MemTotal")
        .map(text -> OptionalLong.of(Long.parseLong(text.split(" ")[0]) * BYTES_PER_KILOBYTE))
        .orElseGet(() -> OptionalLong.of(system.getTotalMemorySize()));
  }

  private static Optional<Limits> limits() {
    OptionalDouble cpus = OptionalDouble.empty();
    Optional<String> cpu = firstLine(CGROUP.resolve("cpu.max")).filter(it -> !it.startsWith("max"));
    if (cpu.isPresent()) {
      String[] quotaAndPeriod = cpu.get().split(" ");
      cpus =
          OptionalDouble.of(
              Double.parseDouble(quotaAndPeriod[0]) / Double.parseDouble(quotaAndPeriod[1]));
    }
    OptionalLong memory =
        firstLine(CGROUP.resolve("memory.max"))
            .filter(it -> !it.equals("max"))
            .map(it -> OptionalLong.of(Long.parseLong(it)))
            .orElse(OptionalLong.empty());
    return cpus.isEmpty() && memory.isEmpty()
        ? Optional.empty()
        : Optional.of(new Limits(cpus, memory));
  }

  private static Optional<String> field(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).trim());
    } catch (IOException ignored) {
      // Not Linux: the field is left out.
      return Optional.empty();
    }
  }

  private static Optional<String> firstLine(Path file) {
    try {
      return Files.readAllLines(file).stream().findFirst();
    } catch (IOException ignored) {
      // No such control group: there is no limit to tell.
      return Optional.empty();
    }
  }
}
