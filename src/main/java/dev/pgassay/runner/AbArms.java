package dev.pgassay.runner;

import dev.pgassay.db.Role;
import dev.pgassay.db.Session;
import dev.pgassay.db.Workspace;
import dev.pgassay.failure.Failure;
import dev.pgassay.runner.RunPlan.Group;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.WorkloadContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Base, control and contender of a group. Where the contender's database differs, it works on a
 * copy, and so does the control, so that what a copy does by itself shows in the control. Not
 * thread-safe.
 */
final class AbArms implements AutoCloseable {
  private static final String CONTROL_COPY = "ab_control";
  private static final String CONTENDER_COPY = "ab_contender";

  private final WorkloadContext context;
  private final List<String> copies = new ArrayList<>();
  private final List<PreparedWorkload> prepared = new ArrayList<>();
  private final AbArm base;
  private AbArm control;
  private AbArm contender;

  private AbArms(WorkloadContext context, PreparedWorkload base) {
    this.context = context;
    this.base = new AbArm(base, AbChange.NONE);
    this.control = this.base;
  }

  /** Makes the arms; nothing of them is left where one cannot be made. */
  static AbArms make(Group group, PreparedWorkload base, AbChange change, WorkloadContext context)
      throws InterruptedException {
    AbArms arms = new AbArms(context, base);
    try {
      arms.make(group, base, change);
      return arms;
    } catch (RuntimeException | InterruptedException e) {
      arms.close();
      throw e;
    }
  }

  AbArm base() {
    return base;
  }

  AbArm control() {
    return control;
  }

  AbArm contender() {
    return contender;
  }

  private void make(Group group, PreparedWorkload standing, AbChange change)
      throws InterruptedException {
    boolean otherBuild =
        group.workload().parameters().stream()
            .filter(it -> it.stage() == Parameter.Stage.BUILD)
            .anyMatch(it -> change.parameters().containsKey(it.name()));
    if (change.scripts().isEmpty() && !otherBuild) {
      contender = new AbArm(standing, change);
      return;
    }
    control = new AbArm(prepare(group, copy(CONTROL_COPY), group.build()), AbChange.NONE);
    Workspace workspace = copy(CONTENDER_COPY);
    PreparedWorkload made = prepare(group, workspace, change.over(group.build()));
    execute(change.scripts(), workspace);
    contender = new AbArm(made, change);
  }

  private Workspace copy(String label) {
    Workspace copy = context.copies().make(label);
    copies.add(label);
    return copy;
  }

  private PreparedWorkload prepare(Group group, Workspace workspace, Parameters build)
      throws InterruptedException {
    WorkloadContext onCopy =
        new WorkloadContext(
            workspace,
            context.generator(),
            context.truths(),
            WorkloadContext.Copies.NONE,
            context.buildSettings(),
            context.scratch(),
            context.progress());
    PreparedWorkload made = group.workload().prepare(onCopy, build);
    prepared.add(made);
    return made;
  }

  /** Last, so that a script that drops an index is not undone by the preparation. */
  private static void execute(List<Path> scripts, Workspace workspace) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      session.execute(
          "cannot set the search path of the scripts",
          "SET search_path = " + workspace.schema() + ", public");
      for (Path script : scripts) {
        session.execute("cannot execute " + script, read(script));
      }
    }
  }

  private static String read(Path script) {
    try {
      return Files.readString(script);
    } catch (IOException e) {
      throw new Failure("cannot read " + script + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    prepared.forEach(PreparedWorkload::close);
    copies.forEach(context.copies()::drop);
  }
}
