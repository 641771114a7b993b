package dev.pgassay.result.environment;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The machine and the JVM of the clients. If the server is on another machine, this says nothing
 * about that one. Immutable.
 *
 * @param cpu the processors
 * @param memoryBytes physical memory, absent if it is not known
 * @param hugePagesBytes the part of it that the kernel reserved for huge pages, in which a server
 *     keeps its shared buffers if they fit; absent if there is none
 * @param operatingSystem the system and its kernel
 * @param container kind of container around the clients, such as {@code docker}, absent outside of
 *     one
 * @param limits of a container or control group, absent if there are none
 * @param jvm the Java virtual machine of the host process
 * @param driver the clients' JDBC driver
 */
public record Environment(
    Cpu cpu,
    OptionalLong memoryBytes,
    OptionalLong hugePagesBytes,
    OperatingSystem operatingSystem,
    Optional<String> container,
    Optional<Limits> limits,
    Jvm jvm,
    Driver driver) {

  public Environment {
    Objects.requireNonNull(cpu, "cpu");
    Checked.positive("memoryBytes", memoryBytes);
    Checked.positive("hugePagesBytes", hugePagesBytes);
    Objects.requireNonNull(operatingSystem, "operatingSystem");
    container.ifPresent(kind -> Checked.text("container", kind));
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(jvm, "jvm");
    Objects.requireNonNull(driver, "driver");
  }

  /**
   * The JDBC driver.
   *
   * @param name such as {@code PostgreSQL JDBC Driver}
   * @param version such as {@code 42.7.7}
   * @param prepareThreshold the execution from which on the server executes a prepared statement; 1
   *     for the first
   */
  public record Driver(String name, String version, int prepareThreshold) {
    public Driver {
      Checked.text("name", name);
      Checked.text("version", version);
      Checked.positive("prepareThreshold", prepareThreshold);
    }
  }

  /**
   * The processors.
   *
   * @param model name given by the system, absent if it gives none
   * @param count how many logical processors the JVM may use
   * @param governor policy that chooses their frequency, such as {@code performance}; absent if it
   *     cannot be read, as in most virtual machines
   */
  public record Cpu(Optional<String> model, int count, Optional<String> governor) {
    public Cpu {
      Objects.requireNonNull(model, "model");
      Checked.positive("count", count);
      Objects.requireNonNull(governor, "governor");
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
    public OperatingSystem {
      Checked.text("name", name);
      Checked.text("kernel", kernel);
      Checked.text("architecture", architecture);
    }
  }

  /**
   * Limits of a container or control group.
   *
   * @param cpuCount processors, possibly a fraction such as 1.5, absent if there is no limit
   * @param memoryBytes memory, absent if there is no limit
   */
  public record Limits(OptionalDouble cpuCount, OptionalLong memoryBytes) {
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
   * @param arguments flags of the host process; passwords are masked
   * @param forkArguments flags of the forks, in which the clients run
   */
  public record Jvm(
      String name,
      String version,
      String vendor,
      List<String> arguments,
      List<String> forkArguments) {
    /** Masks passwords. */
    public Jvm {
      Checked.text("name", name);
      Checked.text("version", version);
      Checked.text("vendor", vendor);
      arguments = Redaction.of(arguments);
      forkArguments = List.copyOf(forkArguments);
    }
  }
}
