package dev.pgassay.postgres.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.index.BuildLimits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The files are as Linux 6.1 wrote them, shortened; the second mount is that of a container. */
class ServerMachineTest {
  private static final Optional<String> INFORMATION =
      Optional.of(
          """
          MemTotal:       24630492 kB
          MemFree:          512340 kB
          SwapTotal:             0 kB
          """);

  private static final String OF_A_HOST =
      """
      /dev/vda1 / ext4 rw,relatime 0 0
      tmpfs /dev/shm tmpfs rw,nosuid,nodev,inode64 0 0
      """;

  private static final String OF_A_CONTAINER =
      """
      overlay / overlay rw,relatime,lowerdir=/var/lib/docker/overlay2/l/A,size=1k 0 0
      tmpfs /dev tmpfs rw,nosuid,size=65536k,mode=755,inode64 0 0
      shm /dev/shm tmpfs rw,nosuid,nodev,noexec,relatime,size=131072k,inode64 0 0
      """;

  @Test
  void hasTheMemoryOfTheSystemOrTheContainer() {
    assertThat(ServerMachine.memory(INFORMATION, List.of(Optional.empty(), Optional.empty())))
        .hasValue(24_630_492);
    assertThat(ServerMachine.memory(INFORMATION, List.of(Optional.of("max\n"), Optional.empty())))
        .hasValue(24_630_492);
    assertThat(
            ServerMachine.memory(
                INFORMATION, List.of(Optional.of("1073741824\n"), Optional.empty())))
        .hasValue(1_048_576);
    // Version 1 says so if there is no limit.
    assertThat(
            ServerMachine.memory(
                INFORMATION, List.of(Optional.empty(), Optional.of("9223372036854771712\n"))))
        .hasValue(24_630_492);
    assertThat(ServerMachine.memory(Optional.empty(), List.of())).isEmpty();
    assertThat(ServerMachine.memory(Optional.of("what?"), List.of(Optional.of("")))).isEmpty();
  }

  @Test
  void hasTheSharedMemoryOfTheContainer() {
    assertThat(ServerMachine.sharedMemory(Optional.of(OF_A_CONTAINER))).hasValue(131_072);
    assertThat(ServerMachine.sharedMemory(Optional.of(OF_A_HOST))).isEmpty();
    assertThat(ServerMachine.sharedMemory(Optional.empty())).isEmpty();
  }

  @Test
  void givesBuildsAThirdOfTheMemory() {
    assertThat(machine(OptionalLong.of(3_000_000), 65_536, 131_072).buildLimits())
        .isEqualTo(new BuildLimits(1_000_000, 2));
    assertThat(machine(OptionalLong.of(3_000_000), 2_000_000, 131_072).buildLimits())
        .isEqualTo(new BuildLimits(2_000_000, 2));
  }

  @Test
  void givesBuildsWhatTheServerWasGivenWhereItsMemoryIsUnknown() {
    assertThat(machine(OptionalLong.empty(), 65_536, 4_194_304).buildLimits())
        .isEqualTo(new BuildLimits(4_194_304, 2));
    assertThat(machine(OptionalLong.empty(), 262_144, 131_072).buildLimits())
        .isEqualTo(new BuildLimits(262_144, 2));
  }

  private static ServerMachine machine(OptionalLong memory, long setting, long buffers) {
    return new ServerMachine(memory, OptionalLong.empty(), setting, buffers, 2);
  }
}
