package dev.pgassay.result;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The machine and the JVM that ran the clients. Where the server is on another machine, this says
 * nothing about that one. Immutable.
 *
 * @param cpu the processors
 * @param memoryBytes physical memory, absent where it is not known
 * @param operatingSystem the system and its kernel
 * @param limits what a container or control group allows, absent where there is none
 * @param jvm the Java virtual machine of the host process
 */
public record Environment(
    Cpu cpu,
    OptionalLong memoryBytes,
    OperatingSystem operatingSystem,
    Optional<Limits> limits,
    Jvm jvm) {

  /** Checks the components. */
  public Environment {
    Objects.requireNonNull(cpu, "cpu");
    Checked.positive("memoryBytes", memoryBytes);
    Objects.requireNonNull(operatingSystem, "operatingSystem");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(jvm, "jvm");
  }

  /**
   * The processors.
   *
   * @param model the name that the system gives, absent where it gives none
   * @param count how many logical processors the JVM may use
   */
  public record Cpu(Optional<String> model, int count) {
    /** Checks the components. */
    public Cpu {
      Objects.requireNonNull(model, "model");
      Checked.positive("count", count);
    }
  }

  /**
   * The operating system.
   *
   * @param name of the distribution or product, such as {@code Debian GNU/Linux 12 (bookworm)}
   * @param kernel its release, such as {@code Linux 6.1.0-18-amd64}
   * @param architecture such as {@code amd64}
   */
  public record OperatingSystem(String name, String kernel, String architecture) {
    /** Checks the components. */
    public OperatingSystem {
      Checked.text("name", name);
      Checked.text("kernel", kernel);
      Checked.text("architecture", architecture);
    }
  }

  /**
   * What a container or control group allows.
   *
   * @param cpuCount processors' worth of time, such as 1.5, absent where it is not limited
   * @param memoryBytes memory, absent where it is not limited
   */
  public record Limits(OptionalDouble cpuCount, OptionalLong memoryBytes) {
    /** Checks the components. */
    public Limits {
      Checked.measured("cpuCount", cpuCount);
      Checked.positive("memoryBytes", memoryBytes);
    }
  }

  /**
   * A Java virtual machine.
   *
   * @param name such as {@code OpenJDK 64-Bit Server VM}
   * @param version such as {@code 17.0.15+6-Debian-1deb12u1}
   * @param vendor such as {@code Debian}
   * @param arguments its flags; passwords are masked
   */
  public record Jvm(String name, String version, String vendor, List<String> arguments) {
    /** Checks the components and masks passwords. */
    public Jvm {
      Checked.text("name", name);
      Checked.text("version", version);
      Checked.text("vendor", vendor);
      arguments = Redaction.of(arguments);
    }
  }
}
