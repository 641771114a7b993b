package dev.pgassay.cli.schema;

import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.JsonText;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.cli.option.WorkspaceOptions;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.schema.SchemaVerifier;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.WorkspaceChoice;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares the schema of a workspace with the schema that its migrations make. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compare the live schema with what its migrations make.",
      "Names each missing, extra or different table, column, constraint, index, trigger, "
          + "rule, policy, statistics object, view and function, each different owner or "
          + "right, and each edited entry of the change log. Exits 1 if there is any."
    })
final class SchemaVerifyCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private WorkspaceOptions options;

  SchemaVerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    try (RunningServer server = options.start(surroundings)) {
      String key = new WorkspaceChoice(server).existing(options.key(surroundings));
      List<Difference> differences = SchemaVerifier.verify(server.workspace(key));
      print(key, differences);
      return differences.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }
  }

  private void print(String key, List<Difference> differences) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("workspace", key);
      answer.put("verified", differences.isEmpty());
      answer.put("differences", differences.stream().map(SchemaVerifyCommand::json).toList());
      out.print(JsonText.of(answer));
    } else if (differences.isEmpty()) {
      out.println("workspace " + key + " is what its migrations make");
    } else {
      differences.forEach(difference -> out.println(difference.display()));
      out.println(
          "workspace "
              + key
              + " differs from what its migrations make; load it again to repair it");
    }
    out.flush();
  }

  private static Map<String, Object> json(Difference difference) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", difference.kind().label());
    json.put("type", difference.type());
    json.put("name", difference.name());
    json.put("expected", difference.expected());
    json.put("found", difference.found());
    return json;
  }
}
