package dev.pgassay.postgres.address;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A private authority that signs certificates, by the JDK's keytool. */
final class TestAuthority {
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final Path store;

  /** A certificate with its key. */
  record Signed(String certificate, byte[] key) {
    byte[] keyInPem() {
      String encoded = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
      return ("-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n")
          .getBytes(StandardCharsets.US_ASCII);
    }
  }

  TestAuthority(Path folder, String name) throws IOException {
    this.folder = folder;
    this.store = folder.resolve(name + ".p12");
    pair(store, name, "-ext", "bc:c");
  }

  /** Returns its own certificate in PEM. */
  String certificate() throws IOException {
    return keytool(store, "-exportcert", "-rfc");
  }

  /** Makes a key and signs a certificate. */
  Signed sign(String commonName, String... options) throws IOException {
    Path subject = folder.resolve(commonName + "-signed.p12");
    pair(subject, commonName);
    Path request = Files.writeString(folder.resolve("request"), keytool(subject, "-certreq"));
    List<String> words =
        new ArrayList<>(List.of("-gencert", "-rfc", "-infile", request.toString()));
    words.addAll(List.of(options));
    String certificate = keytool(store, words.toArray(String[]::new));
    try {
      KeyStore keys = KeyStore.getInstance(subject.toFile(), PASSWORD.toCharArray());
      return new Signed(certificate, keys.getKey("it", PASSWORD.toCharArray()).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pair(Path store, String name, String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("-genkeypair", "-keyalg", "RSA"));
    words.addAll(List.of("-dname", "CN=" + name));
    words.addAll(List.of(options));
    keytool(store, words.toArray(String[]::new));
  }

  private static String keytool(Path store, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
    words.addAll(List.of(arguments));
    words.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-alias", "it"));
    Process process =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }
}
