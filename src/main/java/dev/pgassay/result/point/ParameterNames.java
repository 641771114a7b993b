package dev.pgassay.result.point;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The names of the few parameters that have a meaning beyond their benchmark. All others are
 * compared and printed, never interpreted.
 */
public final class ParameterNames {
  /** How many clients work at once; a whole number. */
  public static final String CLIENTS = "clients";

  /** In which state the server's caches were: {@code warm} or {@code cold}. */
  public static final String STATE = "state";

  /** How many requests a second an open loop offered; a number. */
  public static final String RATE = "rate";

  /**
   * A parameter of a point by which a search through an index is made more thorough and slower. Its
   * values are whole numbers from 1. Recall targets are the least value of it that reached a
   * recall.
   */
  public enum SearchEffort {
    /** How many candidates an HNSW search keeps. */
    @JsonProperty("ef_search")
    EF_SEARCH("ef_search", 1_000, Optional.empty()),
    /** How many lists an IVFFlat search reads, of those that the index has. */
    @JsonProperty("probes")
    PROBES("probes", 32_768, Optional.of("lists"));

    private final String key;
    private final int greatest;
    private final Optional<String> limit;

    SearchEffort(String key, int greatest, Optional<String> limit) {
      this.key = key;
      this.greatest = greatest;
      this.limit = limit;
    }

    /**
     * Finds the one that a point has.
     *
     * @param parameters of the point
     * @return empty for a point that does not search an index of vectors
     */
    public static Optional<SearchEffort> of(Map<String, String> parameters) {
      return Arrays.stream(values()).filter(it -> parameters.containsKey(it.key)).findFirst();
    }

    /**
     * Returns its name.
     *
     * @return as in a point's parameters and on the command line
     */
    public String key() {
      return key;
    }

    /**
     * Reads its value.
     *
     * @param parameters of a point that has it
     * @return from 1
     */
    public int value(Map<String, String> parameters) {
      return Integer.parseInt(parameters.get(key));
    }

    /**
     * Returns the greatest value that the server accepts and that changes the search.
     *
     * @param parameters of the index
     * @return from 1
     */
    public int greatest(Map<String, String> parameters) {
      return limit
          .map(parameters::get)
          .map(value -> Math.min(greatest, Integer.parseInt(value)))
          .orElse(greatest);
    }
  }

  private ParameterNames() {}
}
