package dev.pgassay.result.point;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Names of the few parameters that have a meaning outside their benchmark. All others are compared
 * and printed, but never interpreted.
 */
public final class ParameterNames {
  /** Number of concurrent clients, a whole number. */
  public static final String CLIENTS = "clients";

  /** State of the server's caches: {@code warm} or {@code cold}. */
  public static final String STATE = "state";

  /** Requests per second that an open loop offers, a number. */
  public static final String RATE = "rate";

  /**
   * A parameter that makes a search through an index more thorough and slower. Its values are whole
   * numbers from 1. A recall target looks for its least value that reaches a recall.
   */
  public enum SearchEffort {
    /** The number of candidates of an HNSW search. */
    @JsonProperty("ef_search")
    EF_SEARCH("ef_search", 1_000, Optional.empty()),
    /** The number of lists that an IVFFlat search reads. */
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
     * Finds the search effort of a point.
     *
     * @param parameters of the point
     * @return empty for a point that does not search an index of vectors
     */
    public static Optional<SearchEffort> of(Map<String, String> parameters) {
      return Arrays.stream(values()).filter(it -> parameters.containsKey(it.key)).findFirst();
    }

    /** Returns its name in a point's parameters and on the command line. */
    public String key() {
      return key;
    }

    /**
     * Returns its value, from 1.
     *
     * @param parameters of a point that has it
     */
    public int value(Map<String, String> parameters) {
      return Integer.parseInt(parameters.get(key));
    }

    /**
     * Returns the greatest value, from 1, that the server accepts and that changes the search.
     *
     * @param parameters of the index
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
