package dev.pgassay.measure.client;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.postgres.query.RowShape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A {@link QueryTask} as it travels from the host to the forks: by the inputs of the fork file, and
 * by files for what is long. Immutable.
 *
 * @param sql the statement, with a question mark for each parameter
 * @param parametersFile as {@link ParameterFile} writes it; null for a statement without parameters
 * @param shape how a row of the answer is kept
 * @param rows how many rows an answer may have
 * @param expected what is known of the answers
 * @param plan how the rows must be reached
 */
public record QueryInputs(
    String sql, Path parametersFile, RowShape shape, Rows rows, Known expected, PlanRule plan) {
  private static final String SQL = "query.sql";
  private static final String PARAMETERS = "query.parameters";
  private static final String SHAPE = "query.shape";
  private static final String LEAST_ROWS = "query.leastRows";
  private static final String MOST_ROWS = "query.mostRows";
  private static final String KEPT_ROWS = "query.keptRows";
  private static final String EXPECTED = "query.expected";
  private static final String EXPECTED_FILE = "query.expectedFile";
  private static final String LEAST_RECALL = "query.leastRecall";
  private static final String USES = "query.planUses";
  private static final String AVOIDS = "query.planAvoids";
  private static final String COVERS = "query.planCovers";
  private static final String WHOLE = "query.whole";

  /** Given to a session whose like has passed the whole gate. */
  private static final String GATE_EXECUTIONS = "query.gateExecutions";

  /**
   * How many rows an answer may have.
   *
   * @param least 0 or more
   * @param most at least as many; {@link Integer#MAX_VALUE} where there is no limit
   * @param kept of how many rows of an answer there is room, from the first on; at most {@code
   *     most}
   */
  public record Rows(int least, int most, int kept) {
    /**
     * Bounds within which every row of an answer is kept.
     *
     * @param least 0 or more
     * @param most at least as many
     */
    public Rows(int least, int most) {
      this(least, most, most);
    }

    /**
     * The same number for every answer.
     *
     * @param number of rows
     * @return the bounds
     */
    public static Rows exactly(int number) {
      return new Rows(number, number);
    }
  }

  /** What is known of the answers. */
  public sealed interface Known {}

  /** Nothing but their number of rows. */
  public record NothingKnown() implements Known {}

  /** Nothing, and an execution may answer otherwise than the one before: answers are not kept. */
  public record ChangingRows() implements Known {}

  /**
   * The very rows.
   *
   * @param file as {@link Answers} writes it
   * @param ordered whether their order counts
   */
  public record KnownRows(Path file, boolean ordered) implements Known {}

  /**
   * The true neighbours.
   *
   * @param file as {@link Answers} writes it
   * @param leastRecall the least share of them over the queries of the gate
   */
  public record KnownNeighbours(Path file, double leastRecall) implements Known {}

  /**
   * Writes it down.
   *
   * @return inputs of the fork file
   */
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
    if (expected instanceof KnownRows known) {
      inputs.put(EXPECTED_FILE, known.file().toString());
      inputs.put(EXPECTED, known.ordered() ? "ordered" : "unordered");
    } else if (expected instanceof KnownNeighbours known) {
      inputs.put(EXPECTED_FILE, known.file().toString());
      inputs.put(LEAST_RECALL, Double.toString(known.leastRecall()));
      inputs.put(EXPECTED, "neighbours");
    } else if (expected instanceof ChangingRows) {
      inputs.put(EXPECTED, "changing");
    } else {
      inputs.put(EXPECTED, "nothing");
    }
    inputs.put(USES, String.join("\n", plan.uses()));
    inputs.put(AVOIDS, String.join("\n", plan.avoids()));
    inputs.put(COVERS, String.join("\n", plan.covers()));
    return inputs;
  }

  /**
   * Marks inputs as all that a fork needs to know: no benchmark on its class path has to be asked
   * what what is executed. A user's own statement and an index type that a user describes are on no
   * class path.
   *
   * @param inputs that {@link #toMap} made
   * @return the inputs with the mark
   */
  public static Map<String, String> whole(Map<String, String> inputs) {
    Map<String, String> marked = new TreeMap<>(inputs);
    marked.put(WHOLE, "true");
    return marked;
  }

  /**
   * Tells whether the host wrote all that a fork needs to know.
   *
   * @param context what the host said
   * @return whether {@link #whole} marked the inputs
   */
  public static boolean areWhole(ForkContext context) {
    return context.inputs().containsKey(WHOLE);
  }

  /**
   * Tells whether the host wrote a query for a fork.
   *
   * @param context what the host said
   * @return whether {@link #task} can read it
   */
  public static boolean areIn(ForkContext context) {
    return areIn(context.inputs());
  }

  /**
   * Tells whether there is a query among inputs of a fork file.
   *
   * @param inputs by name
   * @return whether {@link #toMap} made them
   */
  public static boolean areIn(Map<String, String> inputs) {
    return inputs.containsKey(SQL);
  }

  /**
   * Puts another statement in the place of the one that is in inputs of a fork file.
   *
   * @param inputs that {@link #toMap} made
   * @param rewriting from one statement to the other, of the same parameters and rows
   * @return the inputs with it
   */
  public static Map<String, String> rewritten(
      Map<String, String> inputs, UnaryOperator<String> rewriting) {
    Map<String, String> changed = new TreeMap<>(inputs);
    changed.computeIfPresent(SQL, (name, sql) -> rewriting.apply(sql));
    return changed;
  }

  /**
   * Reads in a fork what the host wrote.
   *
   * @param context what the host said
   * @return the task
   * @throws Failure where an input or a file is missing
   */
  public static QueryTask task(ForkContext context) {
    return task(context, new QueryFiles());
  }

  /**
   * Reads in a fork what the host wrote, save the files that were read before.
   *
   * @param context what the host said
   * @param files that were read, and that are read now
   * @return the task
   * @throws Failure where an input or a file is missing
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
   * Shortens the gate for sessions of which one has passed the whole of it. They execute less often
   * and are held to the same rows and plan, but to no recall: over fewer queries it is another one.
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
              answers(context, files), Double.parseDouble(context.input(LEAST_RECALL)));
      case "ordered", "unordered" ->
          new Expected.Rows(answers(context, files), kind.equals("ordered"));
      default -> throw new Failure("the host expects something unknown: " + kind);
    };
  }

  private static Answers answers(ForkContext context, QueryFiles files) {
    return files.answers(Path.of(context.input(EXPECTED_FILE)));
  }

  private static List<String> names(String lines) {
    return Arrays.stream(lines.split("\n")).filter(line -> !line.isEmpty()).toList();
  }
}
