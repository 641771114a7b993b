package dev.pgassay.benchmarks.graph;

import dev.pgassay.benchmarks.graph.GraphQueries.Asked;
import dev.pgassay.benchmarks.loop.PreparedQueries;
import dev.pgassay.db.IndexBuild;
import dev.pgassay.db.RowShape;
import dev.pgassay.db.Workspace;
import dev.pgassay.fork.Answers;
import dev.pgassay.fork.ParameterFile;
import dev.pgassay.fork.PlanRule;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.load.EntityGraph;
import dev.pgassay.workload.Judgement;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.WorkloadContext;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The loaded tables and the graph that was made of them, as they stand. Not thread-safe. */
final class PreparedGraph implements PreparedWorkload {
  private final WorkloadContext context;
  private final PreparedQueries queries;
  private final Map<GraphQuestion, GraphQueries> read = new EnumMap<>(GraphQuestion.class);

  PreparedGraph(WorkloadContext context) {
    this.context = context;
    this.queries =
        new PreparedQueries(
            new PreparedQueries.Place(context.workspace(), () -> {}), List.of(), this::inputs);
  }

  @Override
  public Workspace workspace() {
    return queries.workspace();
  }

  @Override
  public List<IndexBuild> indexBuilds() {
    return queries.indexBuilds();
  }

  /** The operators of AGE's type are looked for by their names. */
  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    Map<String, String> settings = new TreeMap<>(queries.sessionSettings(point));
    if (isCypher(point)) {
      settings.put("search_path", workspace().schema() + ", public, ag_catalog");
    }
    return settings;
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    if (!isCypher(point)) {
      return queries.forkInputs(point);
    }
    String loadSql = CypherAccess.statement(workspace());
    Map<String, String> inputs = new TreeMap<>(queries.forkInputs(point));
    inputs.put(GraphTask.LOAD, loadSql);
    return inputs;
  }

  @Override
  public PlanRule plan(Parameters point) {
    return queries.plan(point);
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    return queries.judge(point, answers);
  }

  private QueryInputs inputs(Parameters point) {
    GraphStatement statement = GraphWorkload.statement(point);
    GraphQuestion question = statement.question();
    context.progress().say("computing the answers to " + point + " from the generator");
    Asked asked =
        read.computeIfAbsent(question, it -> GraphQueries.of(context.dataset(), it)).ask(statement);
    String name = "graph-" + point.toString().replace(' ', '-');
    Path parameters = context.scratch().resolve(name + ".parameters");
    Path expected = context.scratch().resolve(name + ".answers");
    ParameterFile.write(parameters, asked.parameters());
    asked.expected().write(expected);
    return new QueryInputs(
        statement.sql(workspace().schema()),
        parameters,
        RowShape.DIGEST,
        new QueryInputs.Rows(0, GraphStatement.ROWS),
        new QueryInputs.KnownRows(expected, true),
        isCypher(point) ? PlanRule.uses(EntityGraph.keyIndex(question.label())) : PlanRule.FREE);
  }

  private static boolean isCypher(Parameters point) {
    return GraphWorkload.statement(point).form() == GraphForm.CYPHER;
  }
}
