package dev.pgassay.runner.rebuild;

import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.query.SettingRule;
import dev.pgassay.postgres.query.SettingRule.Scope;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.environment.ReplayRules;
import dev.pgassay.result.environment.Server.Image;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.prepare.MeasuredData;
import dev.pgassay.runner.prepare.RunSetup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the server of a baseline with the present one. Not thread-safe. */
final class ServerComparison {
  /** Conditions that decide the size of pgassay's own server. */
  private static final List<String> SIZE_OF_MACHINE =
      List.of(
          "memory in bytes",
          "number of processors",
          "server's memory in bytes",
          "server's processors");

  /** Settings that a server computes from others, or detects when it starts. */
  private static final Set<String> COMPUTED =
      Set.of(
          "huge_pages_status",
          "num_os_semaphores",
          "shared_memory_size",
          "shared_memory_size_in_huge_pages");

  private final Baseline base;
  private final Baseline present;
  private final Set<String> asked;
  private final Map<String, SettingRule> rules;
  private final boolean byUrl;
  private final Map<String, String> sessionSettings = new TreeMap<>();
  private final Map<String, String> serverSettings = new TreeMap<>();
  private final List<String> sized = new ArrayList<>();
  private final List<String> lacking = new ArrayList<>();

  private ServerComparison(
      Baseline base, Baseline present, Set<String> asked, Map<String, SettingRule> rules) {
    this.base = base;
    this.present = present;
    this.asked = asked;
    this.rules = rules;
    this.byUrl = present.arm().serverSource().equals(SourceKind.URL.label());
  }

  /**
   * Names the settings that differ.
   *
   * @param base a baseline
   * @param present the present measurement
   * @return names of settings that a measurement can depend on
   */
  static Set<String> settings(Baseline base, Baseline present) {
    Map<String, String> before = base.arm().settings();
    Map<String, String> now = present.arm().settings();
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    names.removeIf(
        name -> Optional.ofNullable(before.get(name)).equals(Optional.ofNullable(now.get(name))));
    return names;
  }

  /**
   * Asks the present server how settings can be changed. Takes the time of its start.
   *
   * @param setup of the server
   * @param plan of points that were measured on it
   * @param names of settings
   * @return the rules of those that it knows
   * @throws dev.pgassay.failure.Failure if it does not start
   */
  static Map<String, SettingRule> rules(RunSetup setup, RunPlan plan, Set<String> names) {
    MeasuredData data = setup.measuredData(plan);
    try (RunningServer server =
            setup.source().start(data.options(setup.serverOptions()), setup.progress());
        Session session = Session.open(data.workspace(server).target(Role.OWNER))) {
      return SettingRule.read(session, names);
    }
  }

  /**
   * Finds the differences.
   *
   * @param base a baseline
   * @param present the present measurement
   * @param asked the user's options for the present server
   * @param rules of the {@link #settings} that the present server knows
   */
  static ServerDifference difference(
      Baseline base, Baseline present, ServerOptions asked, Map<String, SettingRule> rules) {
    return new ServerComparison(base, present, asked.settings().keySet(), rules).find();
  }

  private ServerDifference find() {
    settings(base, present).forEach(this::setting);
    if (!sized.isEmpty()) {
      lacking.add(
          "both arms have "
              + String.join(", ", sized)
              + " as pgassay sizes a server for this machine, which differs from the"
              + " baseline's; choose a value with --set NAME=VALUE");
    }
    Optional<Image> other = image();
    Optional<String> content = other.flatMap(ReplayRules::content);
    if (other.isEmpty()) {
      software().forEach(this::lackSoftware);
    } else if (content.isEmpty()) {
      lacking.add(
          "both arms have the present image, but the baseline had "
              + other.get().name()
              + ", whose digest it does not record; name images with --image");
    }
    return new ServerDifference(sessionSettings, serverSettings, content, lacking);
  }

  private void setting(String name) {
    if (COMPUTED.contains(name)) {
      return;
    }
    Optional<SettingRule> rule = Optional.ofNullable(rules.get(name));
    Optional<String> was = value(name, rule);
    if (sizedByMachine(name)) {
      sized.add(name);
    } else if (was.isEmpty()) {
      lack(name, "its default", "its default is not known here");
    } else {
      give(name, was.get(), rule);
    }
  }

  private void give(String name, String was, Optional<SettingRule> rule) {
    if (!ReplayRules.allowsSetting(name, was) && scope(name, rule) != Scope.NOBODY) {
      lack(
          name,
          was,
          "only settings of planner and memory are taken from a baseline; --set NAME=VALUE gives"
              + " both arms another");
      return;
    }
    switch (scope(name, rule)) {
      case SESSION -> sessionSettings.put(name, was);
      case SERVER -> {
        if (byUrl) {
          lack(name, was, "a server given by URL is not started by pgassay");
        } else {
          serverSettings.put(name, was);
        }
      }
      case NOBODY ->
          lack(
              name,
              was,
              rule.isPresent()
                  ? "it cannot be set"
                  : "the present server has no setting of this name");
    }
  }

  /** Settings of a module are known only if that is loaded; any session may create them. */
  private static Scope scope(String name, Optional<SettingRule> rule) {
    return rule.map(SettingRule::scope).orElse(name.contains(".") ? Scope.SESSION : Scope.NOBODY);
  }

  /** The recorded value, or else the default, from the conditions or from the server's rules. */
  private Optional<String> value(String name, Optional<SettingRule> rule) {
    return Optional.ofNullable(base.arm().settings().get(name))
        .or(() -> Optional.ofNullable(base.conditions().get("setting " + name)))
        .or(() -> rule.flatMap(SettingRule::builtIn));
  }

  private boolean sizedByMachine(String name) {
    return !byUrl
        && ServerOptions.SIZED_BY_MACHINE.contains(name)
        && !asked.contains(name)
        && SIZE_OF_MACHINE.stream().anyMatch(this::differs);
  }

  private boolean differs(String condition) {
    return !Optional.ofNullable(base.conditions().get(condition))
        .equals(Optional.ofNullable(present.conditions().get(condition)));
  }

  private void lack(String name, String was, String why) {
    lacking.add(
        "both arms have "
            + name
            + " "
            + Optional.ofNullable(present.arm().settings().get(name)).orElse("at its default")
            + ", but the baseline had "
            + was
            + ": "
            + why);
  }

  /** The baseline's image, if it is another. */
  private Optional<Image> image() {
    Optional<Image> was = base.arm().image();
    Optional<Image> is = present.arm().image();
    return was.isPresent() && is.isPresent() && !same(was.get(), is.get()) ? was : Optional.empty();
  }

  /** An image that was rebuilt from the same packages counts as the same. */
  private boolean same(Image was, Image is) {
    boolean neverPushed = was.registryDigests().isEmpty() || is.registryDigests().isEmpty();
    return was.id().equals(is.id())
        || !Collections.disjoint(was.registryDigests(), is.registryDigests())
        || (was.name().equals(is.name()) && neverPushed && software().isEmpty());
  }

  /** Versions that differ, one line each. */
  private List<String> software() {
    return Fingerprint.differences(software(base), software(present));
  }

  private static Map<String, String> software(Baseline recording) {
    Map<String, String> versions = new TreeMap<>(recording.conditions());
    versions
        .keySet()
        .removeIf(name -> !name.equals("PostgreSQL") && !name.startsWith("extension "));
    return versions;
  }

  private void lackSoftware(String difference) {
    boolean unnamed =
        base.arm().serverSource().equals(SourceKind.DOCKER.label()) && base.arm().image().isEmpty();
    lacking.add(
        "both arms have the present server, but "
            + difference
            + ": "
            + (unnamed
                ? "the baseline does not name its image; save it again"
                : "only containers on both sides can differ in it"));
  }
}
