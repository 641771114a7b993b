package dev.pgassay.result.environment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The session setting by which a search through an index is made more thorough and slower. The
 * points of a run have its value under the name of a parameter, and recall targets are the least
 * value that reached a recall. Immutable.
 *
 * @param parameter what points call it, such as {@code ef_search}
 * @param setting the server's name of it, such as {@code hnsw.ef_search}
 * @param least the least value allowed, from 1
 * @param most the greatest value allowed
 * @param limit the option of the index above whose value the search does not change; empty for none
 */
public record SearchEffort(
    String parameter, String setting, int least, int most, Optional<String> limit) {
  /** How many candidates an HNSW search keeps. */
  public static final SearchEffort EF_SEARCH =
      new SearchEffort("ef_search", "hnsw.ef_search", 1, 1_000, Optional.empty());

  /** How many lists an IVFFlat search reads, of those that the index has. */
  public static final SearchEffort PROBES =
      new SearchEffort("probes", "ivfflat.probes", 1, 32_768, Optional.of("lists"));

  /**
   * The parameter of every index type that a user describes in a file. Results name it without
   * knowing the file.
   */
  public static final String DESCRIBED = "effort";

  private static final List<SearchEffort> BUILT_IN = List.of(EF_SEARCH, PROBES);

  /** Checks the range. */
  public SearchEffort {
    if (least < 1) {
      throw new IllegalArgumentException("least must be at least 1: " + least);
    }
    if (least > most) {
      throw new IllegalArgumentException("least must not be above most: " + least + ", " + most);
    }
  }

  /**
   * Returns the names that a search effort can have in the parameters of a point.
   *
   * @return each once
   */
  public static List<String> parameters() {
    return Stream.concat(BUILT_IN.stream().map(SearchEffort::parameter), Stream.of(DESCRIBED))
        .toList();
  }

  /**
   * Finds the search effort of a point.
   *
   * @param parameters of the point
   * @return the name of the parameter; empty for a point that does not search an index of vectors
   */
  public static Optional<String> parameterOf(Map<String, String> parameters) {
    return parameters().stream().filter(parameters::containsKey).findFirst();
  }

  /**
   * Returns the greatest value that the server accepts and that changes the search.
   *
   * @param parameter name of a search effort
   * @param index parameters of the index
   * @return from 1; empty where only the user's file has the range
   */
  public static OptionalInt greatest(String parameter, Map<String, String> index) {
    return BUILT_IN.stream()
        .filter(effort -> effort.parameter.equals(parameter))
        .mapToInt(effort -> effort.greatest(index))
        .findFirst();
  }

  private int greatest(Map<String, String> index) {
    return limit.map(index::get).map(value -> Math.min(most, Integer.parseInt(value))).orElse(most);
  }
}
