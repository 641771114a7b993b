package dev.pgassay.cli;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What the launcher runs once for each build and JDK while the JVM records the classes for its
 * archive: {@code pgassay list}, and every class that a host or a fork is going to need. Starting a
 * fork is time that a run does not measure in.
 */
final class ArchiveRehearsal {
  private static final List<String> NEEDED =
      List.of(
          "com/pgvector/",
          "com/zaxxer/hikari/",
          "dev/pgassay/",
          "joptsimple/",
          "org/HdrHistogram/",
          "org/openjdk/jmh/",
          "org/postgresql/",
          "org/slf4j/",
          "picocli/");

  private ArchiveRehearsal() {}

  /**
   * Loads the classes, then lists.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws IOException {
    try (JarFile jar = new JarFile(new File(System.getProperty("java.class.path")))) {
      jar.stream().map(JarEntry::getName).filter(ArchiveRehearsal::needed).forEach(load());
    }
    Main.main(new String[] {"list"});
  }

  private static boolean needed(String entry) {
    return entry.endsWith(".class") && NEEDED.stream().anyMatch(entry::startsWith);
  }

  private static Consumer<String> load() {
    ClassLoader loader = ArchiveRehearsal.class.getClassLoader();
    return entry -> {
      try {
        Class.forName(
            entry.substring(0, entry.length() - ".class".length()).replace('/', '.'),
            false,
            loader);
      } catch (ClassNotFoundException | LinkageError e) {
        // An optional part of a library, whose own libraries are not here: no run can need it.
      }
    };
  }
}
