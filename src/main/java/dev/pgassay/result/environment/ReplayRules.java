package dev.pgassay.result.environment;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lists what a baseline may decide when it is measured again.
 *
 * <p>A baseline is a file of the repository, so anyone who opens a pull request can write one.
 * Therefore it may decide what is measured, for how long, and with which settings that change plans
 * and memory. It may not decide where pgassay connects, which files are read or written, and what
 * is printed. It may name an image of a container only by a digest. Each value has a required form,
 * so that no reader can take it for anything else.
 */
public final class ReplayRules {
  private static final String NUMBER = "\\d{1,6}";

  /** Options of {@code pgassay run} by name, with the required form of their value. */
  static final Map<String, Pattern> OPTIONS =
      Map.ofEntries(
          option("--clients", NUMBER + "(," + NUMBER + ")*"),
          option("--container-cpus", "\\d{1,4}(-\\d{1,4})?(,\\d{1,4}(-\\d{1,4})?)*"),
          option("--container-memory", NUMBER + "[mMgG][bB]?"),
          // A URL would send our password to a server of the file's choice.
          option("--database", "auto|docker|local"),
          // A name, which is searched for in datasets/, not a path.
          option("--dataset", "(?!.*\\.ya?ml$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}"),
          option("--fork-limit", NUMBER),
          option("--forks", NUMBER),
          option("--image", "([a-z0-9][a-z0-9._/:-]{0,254}@)?sha256:[0-9a-f]{64}"),
          option("--iterations", NUMBER),
          option("--param", "[a-z_]{1,63}=[A-Za-z0-9_.,-]{1,255}"),
          option("--seconds", NUMBER),
          option("--seed", "-?\\d{1,19}"),
          option("--set", "[A-Za-z_][A-Za-z0-9_.]{0,127}=.*"),
          option("--state", "(warm|cold)(,(warm|cold))*"),
          option("--warmup-iterations", NUMBER));

  /** Options of {@code pgassay run} with a value that are never taken from a baseline. */
  static final Set<String> OTHERS_WITH_VALUE = Set.of("--format", "--output", "--sql");

  /**
   * Server settings that change only plans, memory or speed. None of them names a file, a program
   * or a library, gives anyone access to the server, or endangers data.
   */
  private static final Set<String> SETTINGS =
      Set.of(
          "autovacuum_work_mem",
          "constraint_exclusion",
          "cpu_index_tuple_cost",
          "cpu_operator_cost",
          "cpu_tuple_cost",
          "cursor_tuple_fraction",
          "default_statistics_target",
          "effective_cache_size",
          "effective_io_concurrency",
          "from_collapse_limit",
          "geqo",
          "geqo_effort",
          "geqo_generations",
          "geqo_pool_size",
          "geqo_seed",
          "geqo_selection_bias",
          "geqo_threshold",
          "gin_pending_list_limit",
          "hash_mem_multiplier",
          "huge_pages",
          "io_combine_limit",
          "jit",
          "jit_above_cost",
          "jit_expressions",
          "jit_inline_above_cost",
          "jit_optimize_above_cost",
          "jit_tuple_deforming",
          "join_collapse_limit",
          "maintenance_io_concurrency",
          "maintenance_work_mem",
          "max_parallel_maintenance_workers",
          "max_parallel_workers",
          "max_parallel_workers_per_gather",
          "max_worker_processes",
          "min_parallel_index_scan_size",
          "min_parallel_table_scan_size",
          "parallel_leader_participation",
          "parallel_setup_cost",
          "parallel_tuple_cost",
          "plan_cache_mode",
          "random_page_cost",
          "recursive_worktable_factor",
          "seq_page_cost",
          "shared_buffers",
          "temp_buffers",
          "vacuum_buffer_usage_limit",
          "wal_buffers",
          "wal_compression",
          "work_mem");

  /** The planner's switches, and the settings of pgvector's scans. */
  private static final Pattern FAMILIES =
      Pattern.compile("(enable_|hnsw\\.|ivfflat\\.)[a-z_]{1,63}");

  private static final Pattern SETTING_VALUE =
      Pattern.compile("[A-Za-z0-9_.+-]{1,32}( ?[A-Za-z]{1,3})?");
  private static final Pattern IMAGE_ID = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern REVISION = Pattern.compile("[0-9a-f]{7,64}");
  private static final Pattern STATEMENT_NAME =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,250}");

  private ReplayRules() {}

  private static Map.Entry<String, Pattern> option(String name, String form) {
    return Map.entry(name, Pattern.compile(form));
  }

  /**
   * Tells whether an option's value may be taken from a baseline.
   *
   * @param option such as {@code --database}
   * @param value unchecked
   * @return whether the option may be taken and its value has the required form
   */
  public static boolean allows(String option, String value) {
    return OPTIONS.get(option).matcher(value).matches();
  }

  /**
   * Tells whether a baseline may change a setting of a server.
   *
   * @param name of a setting
   * @param value unchecked
   * @return whether it is a setting of planner or memory and its value has the required form
   */
  public static boolean allowsSetting(String name, String value) {
    return allowsSetting(name) && SETTING_VALUE.matcher(value).matches();
  }

  static boolean allowsSetting(String name) {
    return SETTINGS.contains(name) || FAMILIES.matcher(name).matches();
  }

  /**
   * Finds an immutable name of an image: a registry's digest, otherwise the hash of its content, by
   * which an engine finds an image that it has. Its ordinary name could mean another image by now.
   *
   * @param image unchecked
   * @return empty if neither is known
   */
  public static Optional<String> content(Server.Image image) {
    return image.registryDigests().stream()
        .filter(digest -> OPTIONS.get("--image").matcher(digest).matches())
        .findFirst()
        .or(() -> Optional.of(image.id()).filter(id -> IMAGE_ID.matcher(id).matches()));
  }

  /**
   * Finds the revision of the program that recorded a baseline.
   *
   * @param tool unchecked
   * @return a hash of git, and nothing else that git would understand; empty if there is none
   */
  public static Optional<String> revision(Tool tool) {
    return tool.gitRevision().filter(it -> REVISION.matcher(it).matches());
  }

  /** Tells whether a text can be the name of a statement's file, without folder and extension. */
  static boolean isStatementName(String name) {
    return STATEMENT_NAME.matcher(name).matches();
  }
}
