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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the code to the table of packages in ARCHITECTURE.md, which is the one source of truth. */
class ArchitectureTest {
  private static final String BASE = "dev.pgassay.";
  private static final Pattern ROW =
      Pattern.compile("^\\| `(\\w+)` \\|[^|]+\\|([^|]*)\\|([^|]*)\\|$");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  private static final List<String> JDK =
      List.of(
          "java.", "javax.crypto.", "javax.net.", "javax.sql.", "jdk.net.", "com.sun.management.");

  private record Rule(Set<String> packages, Set<String> thirdParties) {}

  private final Map<String, Rule> rules = readTable();
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pgassay");

  @Test
  void everyPackageStandsInTheTable() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : classes) {
      found.add(packageOf(type.getPackageName()));
    }
    assertThat(found).as("packages of the code").hasSizeGreaterThan(3);
    assertThat(rules.keySet()).as("packages of ARCHITECTURE.md").containsAll(found);
  }

  @Test
  void packagesUseOnlyWhatTheTableAllows() {
    List<String> violations = new ArrayList<>();
    for (JavaClass type : classes) {
      String from = packageOf(type.getPackageName());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (target.startsWith(BASE)) {
          String to = packageOf(target);
          if (!to.equals(from) && !rules.get(from).packages().contains(to)) {
            violations.add(dependency.getDescription());
          }
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void thirdPartiesStayBehindTheirFences() {
    Set<String> fenced =
        rules.values().stream()
            .flatMap(rule -> rule.thirdParties().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> violations = new ArrayList<>();
    for (JavaClass type : classes) {
      Set<String> allowed = rules.get(packageOf(type.getPackageName())).thirdParties();
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getName();
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
  void theTableHasNoCycle() {
    Map<String, Set<String>> left = new TreeMap<>();
    rules.forEach((name, rule) -> left.put(name, new TreeSet<>(rule.packages())));
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
    assertThat(left).as("packages in a cycle").isEmpty();
  }

  private static String packageOf(String name) {
    String below = name.substring(BASE.length());
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
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
