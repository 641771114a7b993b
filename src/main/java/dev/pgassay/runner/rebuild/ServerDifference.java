package dev.pgassay.runner.rebuild;

import dev.pgassay.postgres.query.SettingRule;
import dev.pgassay.postgres.query.SettingRule.Scope;
import dev.pgassay.postgres.server.source.ContainerOptions;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.environment.ReplayRules;
import dev.pgassay.result.environment.Server.Image;
import dev.pgassay.runner.ab.ArmServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In what the server of a baseline differed from the present one, and how the base of a comparison
 * gets it back. Immutable.
 *
 * @param sessionSettings that the base's sessions have, by name
 * @param serverSettings that a server of the base's own starts with, by name
 * @param image of the container of the base's own, by its digest or the hash of its content
 * @param lacking what the base does not get back and why, one line each
 */
public record ServerDifference(
    Map<String, String> sessionSettings,
    Map<String, String> serverSettings,
    Optional<String> image,
    List<String> lacking) {
  /** Copies the collections. */
  public ServerDifference {
    sessionSettings = Collections.unmodifiableMap(new TreeMap<>(sessionSettings));
    serverSettings = Collections.unmodifiableMap(new TreeMap<>(serverSettings));
    lacking = List.copyOf(lacking);
  }

  /**
   * Names the settings that differ.
   *
   * @param base a baseline
   * @param present what was measured now
   * @return names of settings that a measurement can depend on
   */
  public static Set<String> settings(Baseline base, Baseline present) {
    Map<String, String> before = base.arm().settings();
    Map<String, String> now = present.arm().settings();
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    names.removeIf(
        name -> Optional.ofNullable(before.get(name)).equals(Optional.ofNullable(now.get(name))));
    return names;
  }

  /**
   * Finds what differs.
   *
   * @param base a baseline
   * @param present what was measured now
   * @param asked what the user asks of the present server
   * @param rules of the {@link #settings} that the present server knows
   * @return the differences
   */
  public static ServerDifference of(
      Baseline base, Baseline present, ServerOptions asked, Map<String, SettingRule> rules) {
    return new Finder(base, present, asked.settings().keySet(), rules).find();
  }

  /**
   * Tells whether the base gets anything back.
   *
   * @return whether it differs from the present server
   */
  public boolean any() {
    return needsServer() || !sessionSettings.isEmpty();
  }

  /**
   * Says what the base got back.
   *
   * @return one line, such as {@code the base was rebuilt with work_mem 16MB}
   */
  public String display() {
    List<String> parts = new ArrayList<>();
    sessionSettings.forEach((name, value) -> parts.add(name + " " + value));
    serverSettings.forEach((name, value) -> parts.add(name + " " + value));
    image.ifPresent(it -> parts.add("image " + it));
    return "the base was rebuilt with " + String.join(", ", parts);
  }

  /**
   * Tells whether the base needs a server of its own.
   *
   * @return whether it starts with other settings or from another image
   */
  public boolean needsServer() {
    return !serverSettings.isEmpty() || image.isPresent();
  }

  /**
   * Describes the server of the base's own, which stands beside the present one.
   *
   * @param source where it comes from
   * @param present what the user asks of the present server
   * @param referenceImage the folder that the image is built from, where it is the reference
   *     server's of an earlier revision
   * @return the server
   */
  public ArmServer server(
      DatabaseSource source, ServerOptions present, Optional<Path> referenceImage) {
    Map<String, String> settings = new LinkedHashMap<>(present.settings());
    settings.putAll(serverSettings);
    return new ArmServer(
        source,
        new ServerOptions(
                settings,
                present.workspace(),
                present.instance(),
                container(present.container(), referenceImage))
            .beside(ArmServer.INSTANCE),
        "the baseline's server");
  }

  private ContainerOptions container(ContainerOptions present, Optional<Path> referenceImage) {
    return image.isEmpty()
        ? present
        : new ContainerOptions(
            referenceImage.isPresent() ? Optional.empty() : image,
            referenceImage.orElse(present.referenceImage()),
            present.processors(),
            present.memoryBytes());
  }

  /** Looks at one thing after the other. */
  private static final class Finder {
    /** What makes pgassay's own server smaller or larger. */
    private static final List<String> SIZE_OF_MACHINE =
        List.of(
            "memory in bytes",
            "number of processors",
            "server's memory in bytes",
            "server's processors");

    /** What a server computes from its other settings, or finds when it starts. */
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

    Finder(Baseline base, Baseline present, Set<String> asked, Map<String, SettingRule> rules) {
      this.base = base;
      this.present = present;
      this.asked = asked;
      this.rules = rules;
      this.byUrl = present.arm().serverSource().equals(SourceKind.URL.label());
    }

    ServerDifference find() {
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

    /** Settings of a module are known only where that is loaded; any session may make them. */
    private static Scope scope(String name, Optional<SettingRule> rule) {
      return rule.map(SettingRule::scope).orElse(name.contains(".") ? Scope.SESSION : Scope.NOBODY);
    }

    /** As recorded; else the default, which some conditions tell, and the server for the others. */
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

    /** The baseline's, where it is another. */
    private Optional<Image> image() {
      Optional<Image> was = base.arm().image();
      Optional<Image> is = present.arm().image();
      return was.isPresent() && is.isPresent() && !same(was.get(), is.get())
          ? was
          : Optional.empty();
    }

    /** One that was built anew from the same packages is no other. */
    private boolean same(Image was, Image is) {
      boolean neverPushed = was.registryDigests().isEmpty() || is.registryDigests().isEmpty();
      return was.id().equals(is.id())
          || !Collections.disjoint(was.registryDigests(), is.registryDigests())
          || (was.name().equals(is.name()) && neverPushed && software().isEmpty());
    }

    /** Versions that differ, a line each. */
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
          base.arm().serverSource().equals(SourceKind.DOCKER.label())
              && base.arm().image().isEmpty();
      lacking.add(
          "both arms have the present server, but "
              + difference
              + ": "
              + (unnamed
                  ? "the baseline does not name its image; save it again"
                  : "only containers on both sides can differ in it"));
    }
  }
}
