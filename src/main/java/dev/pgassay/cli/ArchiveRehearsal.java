package dev.pgassay.cli;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The launcher runs this once for each build and JDK while the JVM records the classes for its
 * archive: {@code pgassay list}, and every class that a host or a fork will need. A run cannot
 * measure while it starts a fork.
 */
final class ArchiveRehearsal {
  private static final List<String> NEEDED =
      List.of(
          "com/fasterxml/jackson/",
          "com/pgvector/",
          "com/zaxxer/hikari/",
          "dev/pgassay/",
          "joptsimple/",
          "org/apache/commons/math3/stat/",
          "org/apache/commons/math3/exception/",
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
   * @throws GeneralSecurityException if the JDK lacks algorithms that a connection needs
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    try (JarFile jar = new JarFile(new File(System.getProperty("java.class.path")))) {
      jar.stream().map(JarEntry::getName).filter(ArchiveRehearsal::needed).forEach(load());
    }
    rehearseLogin();
    Main.main(new String[] {"list"});
  }

  /** Does the password arithmetic of a driver (RFC 5802), which needs many classes of the JDK. */
  private static void rehearseLogin() throws GeneralSecurityException {
    String password = Normalizer.normalize("password", Normalizer.Form.NFKC);
    byte[] key =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(password.toCharArray(), new byte[16], 4096, 256))
            .getEncoded();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    MessageDigest.getInstance("SHA-256").digest(mac.doFinal(new SecureRandom().generateSeed(1)));
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
