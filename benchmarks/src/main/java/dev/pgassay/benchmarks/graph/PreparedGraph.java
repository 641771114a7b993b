package dev.pgassay.benchmarks.graph;

import dev.pgassay.benchmarks.copy.MeasuredPlace;
import dev.pgassay.benchmarks.graph.GraphQueries.Asked;
import dev.pgassay.benchmarks.loop.PreparedQueries;
import dev.pgassay.data.load.EntityGraph;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.ParameterFile;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.query.RowShape;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The loaded tables and the graph that was made from them. Not thread-safe. */
final class PreparedGraph extends PreparedQueries {
  PreparedGraph(WorkloadContext context) {
    super(MeasuredPlace.loaded(context), new Questions(context));
  }

  /** Adds AGE's schema to the search path, because the server looks for AGE's operators there. */
  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    Map<String, String> settings = new TreeMap<>(super.sessionSettings(point));
    if (isCypher(point)) {
      settings.put("search_path", workspace().schema() + ", public, ag_catalog");
    }
    return settings;
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    if (!isCypher(point)) {
      return super.forkInputs(point);
    }
    String loadSql = CypherAccess.statement(workspace());
    Map<String, String> inputs = new TreeMap<>(super.forkInputs(point));
    inputs.put(GraphTask.LOAD, loadSql);
    return inputs;
  }

  private static boolean isCypher(Parameters point) {
    return GraphWorkload.statement(point).form() == GraphForm.CYPHER;
  }

  /**
   * Makes the query of a point, with the expected answers.
   *
   * @param context of the workload
   * @param read the links that were read, by question
   */
  private record Questions(WorkloadContext context, Map<GraphQuestion, GraphQueries> read)
      implements Queries {
    Questions(WorkloadContext context) {
      this(context, new EnumMap<>(GraphQuestion.class));
    }

    @Override
    public QueryInputs of(Parameters point) {
      GraphStatement statement = GraphWorkload.statement(point);
      GraphQuestion question = statement.question();
      context.progress().say("computing the answers to " + point + " from the generator");
      Asked asked =
          read.computeIfAbsent(question, it -> GraphQueries.of(context.dataset(), it))
              .ask(statement);
      String name = "graph-" + point.toString().replace(' ', '-');
      Path parameters = context.scratch().resolve(name + ".parameters");
      Path expected = context.scratch().resolve(name + ".answers");
      ParameterFile.write(parameters, asked.parameters());
      asked.expected().write(expected);
      return new QueryInputs(
          statement.sql(context.workspace().schema()),
          parameters,
          RowShape.DIGEST,
          new QueryInputs.Rows(0, GraphStatement.ROWS),
          new Expected.Rows(expected, true),
          isCypher(point) ? PlanRule.uses(EntityGraph.keyIndex(question.label())) : PlanRule.FREE);
    }
  }
}
