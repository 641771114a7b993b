package dev.pgassay.runner.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineReaderTest {
  @TempDir private Path root;

  @Test
  void readsWhatLinuxTells() throws IOException {
    write("proc/cpuinfo", "processor\t: 0\nmodel name\t: AMD EPYC 7B13\n");
    write(
        "proc/meminfo",
        """
        MemTotal:       24576 kB
        MemFree:            1 kB
        HugePages_Total:       4
        HugePages_Free:        1
        HugePages_Surp:        1
        Hugepagesize:       2048 kB
        """);
    write("etc/os-release", "NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n");
    write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
    write(".dockerenv", "");

    Environment environment = read();

    assertThat(environment.cpu().model()).hasValue("AMD EPYC 7B13");
    assertThat(environment.cpu().governor()).hasValue("powersave");
    assertThat(environment.memoryBytes()).hasValue(25_165_824);
    assertThat(environment.hugePagesBytes()).hasValue(6_291_456);
    assertThat(environment.operatingSystem().name()).isEqualTo("Debian GNU/Linux 12");
    assertThat(environment.container()).hasValue("docker");
    assertThat(environment.jvm().forkArguments()).containsExactly("-Xmx256m");
  }

  @Test
  void leavesOutWhatIsNotThere() {
    Environment environment = read();

    assertThat(environment.cpu().model()).isEmpty();
    assertThat(environment.cpu().governor()).isEmpty();
    assertThat(environment.container()).isEmpty();
    assertThat(environment.hugePagesBytes()).isEmpty();
    assertThat(environment.limits()).isEmpty();
  }

  @Test
  void takesTheLeastLimitOfTheGroupsAbove() throws IOException {
    write("proc/self/cgroup", "0::/a/b\n");
    write("sys/fs/cgroup/a/cpu.max", "150000 100000\n");
    write("sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
    write("sys/fs/cgroup/a/memory.max", "1073741824\n");
    write("sys/fs/cgroup/a/b/memory.max", "536870912\n");

    Environment.Limits limits = read().limits().orElseThrow();

    assertThat(limits.cpuCount()).hasValue(1.5);
    assertThat(limits.memoryBytes()).hasValue(536_870_912);
  }

  @Test
  void knowsVersionOneOfControlGroups() throws IOException {
    write("proc/self/cgroup", "4:cpu,cpuacct:/x\n3:memory:/x\n");
    write("sys/fs/cgroup/cpu/x/cpu.cfs_quota_us", "200000\n");
    write("sys/fs/cgroup/cpu/x/cpu.cfs_period_us", "100000\n");
    write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
    write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
    write("sys/fs/cgroup/memory/x/memory.limit_in_bytes", "9223372036854771712\n");

    Environment.Limits limits = read().limits().orElseThrow();

    assertThat(limits.cpuCount()).hasValue(2);
    assertThat(limits.memoryBytes()).isEmpty();
  }

  private Environment read() {
    return new MachineReader(root).environment(List.of("-Xmx256m"));
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
