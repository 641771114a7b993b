package dev.pgassay.measure.client;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.postgres.query.RowShape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Passes a {@link QueryTask} from the host to the forks, in the inputs of the fork file, with long
 * content in files of its own. Immutable.
 *
 * @param sql the statement, with a question mark for each parameter
 * @param parametersFile as {@link ParameterFile} writes it; null for a statement without parameters
 * @param shape how a row of the answer is kept
 * @param rows how many rows an answer may have
 * @param expected what is known about the answers
 * @param plan how the rows must be reached
 */
public record QueryInputs(
    String sql, Path parametersFile, RowShape shape, Rows rows, Expected expected, PlanRule plan) {
  private static final String SQL = "query.sql";
  private static final String PARAMETERS = "query.parameters";
  private static final String SHAPE = "query.shape";
  private static final String LEAST_ROWS = "query.leastRows";
  private static final String MOST_ROWS = "query.mostRows";
  private static final String KEPT_ROWS = "query.keptRows";
  private static final String EXPECTED = "query.expected";
  private static final String EXPECTED_FILE = "query.expectedFile";
  private static final String AS_NEAR_FILE = "query.asNearFile";
  private static final String LEAST_RECALL = "query.leastRecall";
  private static final String USES = "query.planUses";
  private static final String AVOIDS = "query.planAvoids";
  private static final String COVERS = "query.planCovers";
  private static final String WHOLE = "query.whole";

  /** Set if another session has passed the whole gate. */
  private static final String GATE_EXECUTIONS = "query.gateExecutions";

  /**
   * The allowed numbers of rows of an answer.
   *
   * @param least 0 or more
   * @param most at least as many; {@link Integer#MAX_VALUE} for no limit
   * @param kept how many rows of an answer are kept, from the first on; at most {@code most}
   */
  public record Rows(int least, int most, int kept) {
    /**
     * Makes bounds for answers of which every row is kept.
     *
     * @param least 0 or more
     * @param most at least as many
     */
    public Rows(int least, int most) {
      this(least, most, most);
    }

    /** Requires the same number of rows for every answer. */
    public static Rows exactly(int number) {
      return new Rows(number, number);
    }
  }

  /** Returns the inputs for the fork file. */
  public Map<String, String> toMap() {
    Map<String, String> inputs = new TreeMap<>();
    inputs.put(SQL, sql);
    if (parametersFile != null) {
      inputs.put(PARAMETERS, parametersFile.toString());
    }
    inputs.put(SHAPE, shape.name());
    inputs.put(LEAST_ROWS, Integer.toString(rows.least()));
    inputs.put(MOST_ROWS, Integer.toString(rows.most()));
    inputs.put(KEPT_ROWS, Integer.toString(rows.kept()));
    if (expected instanceof Expected.Rows known) {
      inputs.put(EXPECTED_FILE, known.rows().file().toString());
      inputs.put(EXPECTED, known.ordered() ? "ordered" : "unordered");
    } else if (expected instanceof Expected.Neighbours neighbours) {
      inputs.put(EXPECTED_FILE, neighbours.truth().file().toString());
      neighbours.asNear().ifPresent(tied -> inputs.put(AS_NEAR_FILE, tied.file().toString()));
      inputs.put(LEAST_RECALL, Double.toString(neighbours.leastRecall()));
      inputs.put(EXPECTED, "neighbours");
    } else {
      inputs.put(EXPECTED, expected instanceof Expected.Changing ? "changing" : "nothing");
    }
    inputs.put(USES, String.join("\n", plan.uses()));
    inputs.put(AVOIDS, String.join("\n", plan.avoids()));
    inputs.put(COVERS, String.join("\n", plan.covers()));
    return inputs;
  }

  /**
   * Marks inputs as complete: a fork need not ask a benchmark on its class path what to execute.
   * This is so for a user's own statement and for an index type that a user describes.
   *
   * @param inputs that {@link #toMap} made
   */
  public static Map<String, String> whole(Map<String, String> inputs) {
    Map<String, String> marked = new TreeMap<>(inputs);
    marked.put(WHOLE, "true");
    return marked;
  }

  /**
   * Tells whether the host wrote everything that a fork needs, because {@link #whole} marked the
   * inputs.
   */
  public static boolean areWhole(ForkContext context) {
    return context.inputs().containsKey(WHOLE);
  }

  /** Tells whether the host wrote a query for a fork, so that {@link #task} can read it. */
  public static boolean areIn(ForkContext context) {
    return areIn(context.inputs());
  }

  /** Tells whether inputs of a fork file contain a query that {@link #toMap} made. */
  public static boolean areIn(Map<String, String> inputs) {
    return inputs.containsKey(SQL);
  }

  /**
   * Replaces the statement in inputs of a fork file.
   *
   * @param inputs that {@link #toMap} made
   * @param rewriting makes another statement with the same parameters and rows
   */
  public static Map<String, String> rewritten(
      Map<String, String> inputs, UnaryOperator<String> rewriting) {
    Map<String, String> changed = new TreeMap<>(inputs);
    changed.computeIfPresent(SQL, (name, sql) -> rewriting.apply(sql));
    return changed;
  }

  /**
   * Reads a task in a fork.
   *
   * @param context from the host
   * @throws Failure if an input or a file is missing
   */
  public static QueryTask task(ForkContext context) {
    return task(context, new QueryFiles());
  }

  /**
   * Reads a task in a fork, except for the files that were already read.
   *
   * @param context from the host
   * @param files cache of the files
   * @throws Failure if an input or a file is missing
   */
  public static QueryTask task(ForkContext context, QueryFiles files) {
    return new QueryTask(
        context.input(SQL),
        parameters(context, files),
        RowShape.valueOf(context.input(SHAPE)),
        new AnswerGate(
            Integer.parseInt(context.input(LEAST_ROWS)),
            Integer.parseInt(context.input(MOST_ROWS)),
            Integer.parseInt(context.input(KEPT_ROWS)),
            expected(context, files),
            new PlanRule(
                names(context.input(USES)),
                names(context.input(AVOIDS)),
                names(context.input(COVERS))),
            context.inputs().containsKey(GATE_EXECUTIONS)
                ? Integer.parseInt(context.input(GATE_EXECUTIONS))
                : AnswerGate.EXECUTIONS));
  }

  /**
   * Shortens the gate for further sessions after one has passed the whole gate. They execute fewer
   * queries, and must have the same rows and plan, but no recall is required, because recall over
   * fewer queries differs.
   *
   * @param executions 8 or more
   * @return further inputs of the fork file
   */
  public static Map<String, String> shortGate(int executions) {
    return Map.of(GATE_EXECUTIONS, Integer.toString(executions), LEAST_RECALL, "0");
  }

  private static QueryParameters parameters(ForkContext context, QueryFiles files) {
    String file = context.inputs().get(PARAMETERS);
    return file == null ? QueryParameters.none() : files.parameters(Path.of(file));
  }

  private static Expected expected(ForkContext context, QueryFiles files) {
    String kind = context.input(EXPECTED);
    return switch (kind) {
      case "nothing" -> new Expected.Nothing();
      case "changing" -> new Expected.Changing();
      case "neighbours" ->
          new Expected.Neighbours(
              answers(context, files),
              Optional.ofNullable(context.inputs().get(AS_NEAR_FILE))
                  .map(file -> files.answers(Path.of(file))),
              Double.parseDouble(context.input(LEAST_RECALL)));
      case "ordered", "unordered" ->
          new Expected.Rows(answers(context, files), kind.equals("ordered"));
      default -> throw new Failure("the host expects something unknown: " + kind);
    };
  }

  private static Answers.InFile answers(ForkContext context, QueryFiles files) {
    return files.answers(Path.of(context.input(EXPECTED_FILE)));
  }

  private static List<String> names(String lines) {
    return Arrays.stream(lines.split("\n")).filter(line -> !line.isEmpty()).toList();
  }
}
