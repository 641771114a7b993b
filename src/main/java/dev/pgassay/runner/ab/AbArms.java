package dev.pgassay.runner.ab;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.InputLimit;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Migrations;
import dev.pgassay.runner.ab.AbChange.Former;
import dev.pgassay.runner.plan.RunPlan.Group;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Base, control and contender of a group. If the contender's database differs, both it and the
 * control work on a copy, so that the effect of a copy by itself shows in the control. Not
 * thread-safe.
 */
final class AbArms implements AutoCloseable {
  private static final String BASE = "ab_base";
  private static final String CONTROL = "ab_control";
  private static final String CONTENDER = "ab_contender";

  private final Group group;
  private final AbChange change;
  private final WorkloadContext context;
  private final Deque<Runnable> undoing = new ArrayDeque<>();
  private AbArm base;
  private AbArm control;
  private AbArm contender;

  private AbArms(Group group, AbChange change, WorkloadContext context) {
    this.group = group;
    this.change = change;
    this.context = context;
  }

  /**
   * Makes the arms; leaves nothing of them behind if one cannot be made.
   *
   * @param standing the base as the run prepared it
   * @param context of the run
   * @param other of the contender, if it has a server of its own
   */
  static AbArms make(
      Group group,
      PreparedWorkload standing,
      AbChange change,
      WorkloadContext context,
      Optional<WorkloadContext> other)
      throws InterruptedException {
    AbArms arms = new AbArms(group, change, context);
    try {
      arms.makeBase(standing);
      // The control is last: blocks that enter the buffers later are found a little later in them.
      arms.makeContender(standing, other);
      arms.makeControl();
      return arms;
    } catch (RuntimeException | InterruptedException e) {
      arms.close();
      throw e;
    }
  }

  /** The group of points that the arms belong to. */
  Group group() {
    return group;
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

  /** Whether the base is as the run prepared it. */
  boolean baseStands() {
    return !change.former().changesArm();
  }

  /**
   * Whether base and contender search one and the same build of every index: they share a database
   * that neither changes.
   */
  boolean sameIndexes() {
    return change.server().isEmpty()
        && !change.changesDatabase(group)
        && base.role() == Role.READ_ONLY;
  }

  private void makeBase(PreparedWorkload standing) throws InterruptedException {
    Former former = change.former();
    base = formerArm(former.changesDatabase() ? onCopy(BASE, former) : standing);
  }

  private void makeControl() throws InterruptedException {
    Former former = change.former();
    boolean copied = change.copies() || change.changesDatabase(group) && change.server().isEmpty();
    control = copied ? formerArm(onCopy(CONTROL, former)) : base;
  }

  private AbArm formerArm(PreparedWorkload prepared) {
    return new AbArm(prepared, AbChange.NONE, change.former().settings());
  }

  private void makeContender(PreparedWorkload standing, Optional<WorkloadContext> other)
      throws InterruptedException {
    Workload workload = change.over(group.workload()).orElseThrow();
    Parameters build = change.build(group);
    if (other.isPresent()) {
      WorkloadContext there = other.get();
      undoing.push(() -> restore(workload, there));
      contender = changed(workload, build, change.scripts().isEmpty() ? there : onCopy(there));
    } else if (change.changesDatabase(group)) {
      contender = changed(workload, build, onCopy(context));
    } else if (workload != group.workload()) {
      contender = new AbArm(prepare(CONTENDER, workload, build, context, List.of()), change);
    } else {
      contender = new AbArm(standing, change);
    }
  }

  /** Scripts are executed on a copy: the server keeps its database for the groups to come. */
  private WorkloadContext onCopy(WorkloadContext where) {
    return onCopyOf(CONTENDER, copy(CONTENDER, where), where);
  }

  private AbArm changed(Workload workload, Parameters build, WorkloadContext where)
      throws InterruptedException {
    return new AbArm(prepare(CONTENDER, workload, build, where, change.scripts()), change);
  }

  /** Makes an arm that has the same as the base. */
  private PreparedWorkload onCopy(String label, Former former) throws InterruptedException {
    Workspace copy = copy(label, context);
    if (former.migrations().isPresent()) {
      new Migrations(copy).rollbackTo(former.migrations().getAsInt());
    }
    return prepare(
        label, group.workload(), group.build(), onCopyOf(label, copy, context), former.scripts());
  }

  private Workspace copy(String label, WorkloadContext where) {
    Workspace copy = where.copies().make(label);
    undoing.push(() -> where.copies().drop(label));
    return copy;
  }

  /** A benchmark that works on a copy gets a copy of the arm's own. */
  private static WorkloadContext onCopyOf(String label, Workspace copy, WorkloadContext where) {
    return new WorkloadContext(
        copy,
        where.generator(),
        where.truths(),
        where.copies().of(label),
        where.buildLimits(),
        where.scratch(),
        where.progress());
  }

  /**
   * Makes the copies of the user's own database on which all groups work, and executes the scripts
   * on them: a statement is prepared by executing it, and may need an object that a script adds.
   *
   * @param context of the base, which works on a copy
   * @return why the copies could not be read into the buffers in turns; empty if they were
   * @throws InvalidInput in the server's words for a script that it rejects
   */
  static Optional<String> makeCopies(AbChange change, WorkloadContext context) {
    List<Workspace> copies = new ArrayList<>();
    Former former = change.former();
    copies.add(
        former.changesDatabase()
            ? changedCopy(BASE, former.scripts(), context)
            : context.workspace());
    copies.add(changedCopy(CONTROL, former.scripts(), context));
    if (change.server().isEmpty()) {
      copies.add(changedCopy(CONTENDER, change.scripts(), context));
    }
    if (change.changesSchema()) {
      // Autovacuum does the same sooner or later to the rows that a script wrote.
      for (Workspace copy : copies) {
        try (Session session = Session.open(copy.target(Role.OWNER))) {
          session.execute("cannot vacuum a copy", "VACUUM");
        }
      }
    }
    return ArmBuffers.fill(copies, context.progress());
  }

  private static Workspace changedCopy(String label, List<Path> scripts, WorkloadContext context) {
    Workspace copy = context.copies().make(label);
    ArmTrial.execute(scripts, copy);
    return copy;
  }

  /**
   * Scripts come last, so that one that drops an index is not undone by the preparation. Copies of
   * the user's own database have them already.
   */
  private PreparedWorkload prepare(
      String label, Workload workload, Parameters build, WorkloadContext where, List<Path> scripts)
      throws InterruptedException {
    PreparedWorkload made = workload.prepare(scratched(where, label), build);
    undoing.push(made::close);
    if (where.generator().isPresent()) {
      execute(scripts, made.workspace());
    }
    return made;
  }

  /** Files of one arm must not take the place of another's. */
  private WorkloadContext scratched(WorkloadContext where, String label) {
    try {
      return new WorkloadContext(
          where.workspace(),
          where.generator(),
          where.truths(),
          where.copies(),
          where.buildLimits(),
          Files.createDirectories(context.scratch().resolve(label)),
          where.progress());
    } catch (IOException e) {
      throw new Failure("cannot make a folder in " + context.scratch() + ": " + e.getMessage(), e);
    }
  }

  /** Executes scripts as the owner, one after the other. */
  static void execute(List<Path> scripts, Workspace workspace) {
    if (scripts.isEmpty()) {
      return;
    }
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      session.execute(
          "cannot set the search path of the scripts",
          "SET search_path = " + workspace.schema() + ", public");
      for (Path script : scripts) {
        session.execute("cannot execute " + script, read(script));
      }
    }
  }

  /** Reads a script, which must be text in UTF-8. */
  static String read(Path script) {
    try {
      return InputLimit.SQL.text(script);
    } catch (CharacterCodingException e) {
      throw new InvalidInput("--arm-sql " + script + " is not UTF-8", e);
    } catch (IOException e) {
      throw new InvalidInput("--arm-sql " + script + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Leaves the contender's server to the next group as its migrations made it. */
  private static void restore(Workload workload, WorkloadContext context) {
    try {
      workload.restore(context);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    while (!undoing.isEmpty()) {
      undoing.pop().run();
    }
  }
}
