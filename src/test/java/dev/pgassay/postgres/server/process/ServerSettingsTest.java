package dev.pgassay.postgres.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.ServerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSettingsTest {
  private static final long GIB = 1L << 30;
  private static final Installation INSTALLATION =
      new Installation(Path.of("/usr/bin"), 15, "15.14", Path.of("/nonexistent"));

  /** A quarter and an eighth of the memory, within their bounds; half for the planner. */
  @ParameterizedTest
  @CsvSource({
    "0.25, 2, 128MB, 64MB, 128MB, 1",
    "2, 2, 512MB, 256MB, 1024MB, 1",
    "16, 4, 4096MB, 2048MB, 8192MB, 3",
    "256, 64, 8192MB, 8192MB, 131072MB, 7",
  })
  void areSizedByTheMachine(
      double gibibytes, int processors, String shared, String build, String cache, int helpers) {
    String text = render((long) (gibibytes * GIB), processors, Map.of());
    assertThat(text)
        .contains("\nshared_buffers = " + shared + "\n")
        .contains("\nmaintenance_work_mem = " + build + "\n")
        .contains("\neffective_cache_size = " + cache + "\n")
        .contains("\nmax_parallel_maintenance_workers = " + helpers + "\n")
        .doesNotContain("${");
  }

  /** The server itself chooses wal_buffers by shared_buffers. */
  @Test
  void differBetweenMachinesOnlyInWhatIsNamedSo() {
    Set<String> small = lines(render(GIB, 1, Map.of()));
    Set<String> large = lines(render(64 * GIB, 16, Map.of()));
    Set<String> differing = new TreeSet<>();
    large.stream()
        .filter(line -> !small.contains(line))
        .forEach(line -> differing.add(line.split(" =")[0]));
    differing.remove("dynamic_shared_memory_type");
    assertThat(differing).isNotEmpty();
    differing.add("wal_buffers");
    assertThat(ServerOptions.SIZED_BY_MACHINE).containsExactlyInAnyOrderElementsOf(differing);
  }

  private static Set<String> lines(String text) {
    return text.lines()
        .filter(line -> line.contains(" = ") && !line.startsWith("#"))
        .collect(Collectors.toSet());
  }

  @Test
  void areThoseOfANormalServer() {
    assertThat(render(GIB, 1, Map.of()))
        .contains("\nfsync = on\n")
        .contains("\nfull_page_writes = on\n")
        .contains("\nsynchronous_commit = on\n")
        .contains("\nlisten_addresses = '127.0.0.1'\n")
        .contains("\nunix_socket_directories = ''\n");
  }

  @Test
  void endWithTheUsersOwnWhichWin() {
    assertThat(render(GIB, 1, Map.of("work_mem", "8MB", "search_path", "it's")))
        .endsWith("search_path = 'it''s'\nwork_mem = '8MB'\n");
    assertThat(render(GIB, 1, Map.of("search_path", "it\\")))
        .as("a backslash does not open the quotes again")
        .endsWith("search_path = 'it\\\\'\n");
  }

  @Test
  void preloadStatisticsOnlyWhereTheyAreInstalled() {
    assertThat(render(GIB, 1, Map.of())).contains("\nshared_preload_libraries = ''\n");
  }

  @ParameterizedTest
  @CsvSource({"listen_addresses", "unix_socket_directories", "HBA_FILE", "data_directory"})
  void doNotLetTheServerBeOpened(String name) {
    assertThatThrownBy(() -> render(GIB, 1, Map.of(name, "x")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--set " + name + ": pgassay sets it itself to keep the server private");
  }

  @Test
  void listenInAContainerOnItsAddressesAndAlwaysOnTheSamePort() {
    ServerEnvironment.Machine machine = new ServerEnvironment.Machine(false, GIB, 2);
    assertThat(
            new ServerSettings(machine, Map.of("port", "6000", "jit", "on"))
                .renderForContainer("pgassay-test"))
        .contains("\nlisten_addresses = '*'\n")
        .contains("\nunix_socket_directories = '/var/run/postgresql'\n")
        .contains("\nfsync = on\n")
        .contains("\ndynamic_shared_memory_type = posix\n")
        .endsWith("jit = 'on'\n")
        .doesNotContain("port = ")
        .doesNotContain("${");
  }

  /** A third of the memory, the user's value if it is larger, an eighth more, and 64 MB. */
  @ParameterizedTest
  @CsvSource({
    "'', 640", // 512 + 64 + 64
    "1GB, 1216", // 1024 + 128 + 64
    "768MB, 928", // 768 + 96 + 64
    "786432, 928", // a bare number counts kB
    "786432kB, 928",
    "64MB, 640", // less than ours
    "a lot, 640", // the server will refuse it
  })
  void tellHowMuchSharedMemoryAContainerNeeds(String buildMemory, long mebibytes) {
    ServerEnvironment.Machine machine = new ServerEnvironment.Machine(false, 3 * GIB / 2, 2);
    Map<String, String> user =
        buildMemory.isEmpty() ? Map.of() : Map.of("maintenance_work_mem", buildMemory);
    assertThat(new ServerSettings(machine, user).sharedMemoryBytes()).isEqualTo(mebibytes << 20);
  }

  @Test
  void findTheUsersOwnSettingInTheServersComplaint() {
    ServerSettings settings =
        new ServerSettings(
            new ServerEnvironment.Machine(false, GIB, 2), Map.of("work_mem", "1", "wrok_mem", "1"));
    assertThat(
            settings.refusal(
                List.of(
                    "x LOG:  1 kB is outside the valid range for parameter \"work_mem\" (64 kB"
                        + " .. 2147483647 kB)")))
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo(
            "--set work_mem=1: 1 kB is outside the valid range for parameter \"work_mem\" (64 kB .."
                + " 2147483647 kB)");
    assertThat(
            settings.refusal(
                List.of("x LOG:  unrecognized configuration parameter \"wrok_mem\" in file \"y\"")))
        .isPresent();
    assertThat(settings.refusal(List.of("x LOG:  invalid value for parameter \"jit\": \"maybe\"")))
        .isEmpty();
  }

  private static String render(long memory, int processors, Map<String, String> user) {
    ServerEnvironment.Machine machine = new ServerEnvironment.Machine(false, memory, processors);
    return new ServerSettings(machine, user).render("pgassay-test", INSTALLATION);
  }
}
