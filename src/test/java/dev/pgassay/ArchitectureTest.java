package dev.pgassay;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the code to the table of packages in ARCHITECTURE.md, which is the one source of truth. */
class ArchitectureTest {
  private static final String BASE = "dev.pgassay.";
  private static final Pattern ROW =
      Pattern.compile("^\\| `([\\w.]+)` \\|[^|]+\\|([^|]*)\\|([^|]*)\\|$");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  /** More classes in one folder are hard to take in at a glance. */
  private static final int MOST_CLASSES = 25;

  private static final List<String> JDK =
      List.of(
          "java.", "javax.crypto.", "javax.net.", "javax.sql.", "jdk.net.", "com.sun.management.");

  /**
   * A row: a name without a dot in it stands for a group, which is all packages below that name.
   */
  private record Rule(Set<String> packages, Set<String> thirdParties) {
    boolean allows(String name) {
      return packages.contains(name) || packages.contains(group(name));
    }
  }

  private final Map<String, Rule> rules = readTable();

  /** Shared by all tests: importing them takes most of the time. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pgassay");

  @Test
  void theTableNamesThePackagesOfTheCode() {
    Set<String> found = new TreeSet<>();
    CLASSES.forEach(type -> found.add(packageOf(type)));

    assertThat(found).hasSizeGreaterThan(3).isEqualTo(new TreeSet<>(rules.keySet()));
  }

  @Test
  void packagesUseOnlyWhatTheTableAllows() {
    List<String> violations = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      String from = packageOf(type);
      for (Dependency dependency : ownDependencies(type)) {
        String to = packageOf(target(dependency));
        if (!to.equals(from) && !rules.get(from).allows(to)) {
          violations.add(dependency.getDescription());
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void theTableAllowsNothingThatIsNotUsed() {
    Map<String, Set<String>> used = dependencies(name -> name);
    List<String> unused = new ArrayList<>();
    rules.forEach(
        (from, rule) ->
            rule.packages().stream()
                .filter(to -> used.get(from).stream().noneMatch(it -> isWithin(it, to)))
                .forEach(to -> unused.add(from + " may use " + to)));

    assertThat(unused).isEmpty();
  }

  @Test
  void thirdPartiesStayBehindTheirFences() {
    Set<String> fenced =
        rules.values().stream()
            .flatMap(rule -> rule.thirdParties().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> violations = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      Set<String> allowed = rules.get(packageOf(type)).thirdParties();
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = target(dependency).getName();
        boolean outside =
            !target.startsWith(BASE)
                && JDK.stream().noneMatch(target::startsWith)
                && target.contains(".");
        if (outside && allowed.stream().noneMatch(name -> target.startsWith(name + "."))) {
          violations.add(dependency.getDescription());
        }
      }
    }
    assertThat(fenced).as("fences of ARCHITECTURE.md").hasSizeGreaterThan(5);
    assertThat(violations).isEmpty();
  }

  @Test
  void packagesHaveNoCycle() {
    assertThat(withoutLeaves(dependencies(name -> name))).as("packages in a cycle").isEmpty();
  }

  @Test
  void groupsHaveNoCycle() {
    assertThat(withoutLeaves(dependencies(ArchitectureTest::group))).as("in a cycle").isEmpty();
  }

  @Test
  void noPackageIsTooLargeToTakeIn() {
    Map<String, Long> sizes =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(Collectors.groupingBy(ArchitectureTest::packageOf, Collectors.counting()));
    sizes.values().removeIf(size -> size <= MOST_CLASSES);

    assertThat(sizes).as("classes in packages with more than " + MOST_CLASSES).isEmpty();
  }

  /** Returns the dependencies among packages, or among the names that a function gives them. */
  private Map<String, Set<String>> dependencies(UnaryOperator<String> name) {
    Map<String, Set<String>> used = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      String from = name.apply(packageOf(type));
      Set<String> targets = used.computeIfAbsent(from, key -> new TreeSet<>());
      ownDependencies(type)
          .forEach(dependency -> targets.add(name.apply(packageOf(target(dependency)))));
      targets.remove(from);
    }
    return used;
  }

  private static Map<String, Set<String>> withoutLeaves(Map<String, Set<String>> left) {
    boolean removed = true;
    while (removed) {
      Set<String> leaves =
          left.entrySet().stream()
              .filter(entry -> entry.getValue().isEmpty())
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      removed = left.keySet().removeAll(leaves);
      left.values().forEach(used -> used.removeAll(leaves));
    }
    return left;
  }

  private static List<Dependency> ownDependencies(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> target(dependency).getName().startsWith(BASE))
        .toList();
  }

  private static JavaClass target(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType();
  }

  private static String packageOf(JavaClass type) {
    return type.getPackageName().substring(BASE.length());
  }

  private static String group(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static boolean isWithin(String name, String group) {
    return name.equals(group) || (!group.contains(".") && group(name).equals(group));
  }

  private static Map<String, Rule> readTable() {
    try {
      Map<String, Rule> table = new TreeMap<>();
      for (String line : Files.readAllLines(Path.of("..", "ARCHITECTURE.md"))) {
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
          table.put(row.group(1), new Rule(quoted(row.group(2)), quoted(row.group(3))));
        }
      }
      return table;
    } catch (IOException e) {
      throw new IllegalStateException("ARCHITECTURE.md cannot be read", e);
    }
  }

  private static Set<String> quoted(String cell) {
    return QUOTED.matcher(cell).results().map(match -> match.group(1)).collect(Collectors.toSet());
  }
}
