package dev.pgassay.postgres.server.docker;

import dev.pgassay.postgres.server.source.ServerEnvironment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out in a moment whether a container engine answers, and if not, why. It asks for the
 * engine's version without the library that speaks to it afterwards, whose loading alone takes
 * longer, and which does not name the problem.
 */
public final class EngineProbe {
  /** The version of Docker 20.10, the oldest engine that this was tried with. */
  private static final int OLDEST_MINOR_API = 41;

  private static final int PATIENCE_SECONDS = 3;
  private static final String QUESTION = "GET /version HTTP/1.0\r\nHost: docker\r\n\r\n";
  private static final Pattern API = Pattern.compile("\"ApiVersion\":\"1\\.(\\d+)\"");
  private static final Pattern VERSION = Pattern.compile("\"Version\":\"([^\"]+)\"");

  private EngineProbe() {}

  /** Says why no engine can be used, in one line with the next step; empty if one can. */
  public static Optional<String> whyNot(ServerEnvironment environment) {
    try {
      return EngineAddress.find(environment)
          .map(EngineProbe::whyNot)
          .orElse(
              Optional.of(
                  "there is no container engine: no socket was found, and DOCKER_HOST is not"
                      + " set; start one (on Debian with scripts/start-docker)"))
          .map(reason -> "docker: " + reason);
    } catch (IllegalArgumentException e) {
      return Optional.of("docker: " + EngineAddress.VARIABLE + " " + e.getMessage());
    }
  }

  /** Says why one engine cannot be used, in one line with the next step; empty if it can. */
  public static Optional<String> whyNot(EngineAddress engine) {
    return whyNot(engine, PATIENCE_SECONDS);
  }

  static Optional<String> whyNot(EngineAddress engine, int patienceSeconds) {
    if (engine.isSocket() && !Files.exists(engine.socket())) {
      return Optional.of("DOCKER_HOST is " + engine + ", and there is no such socket");
    }
    try (SocketChannel channel = connect(engine, patienceSeconds)) {
      return engine.encrypted() ? Optional.empty() : judge(engine, ask(channel, patienceSeconds));
    } catch (IOException e) {
      return Optional.of(refusal(engine, String.valueOf(e.getMessage())));
    }
  }

  private static SocketChannel connect(EngineAddress engine, int patienceSeconds)
      throws IOException {
    if (engine.isSocket()) {
      return SocketChannel.open(UnixDomainSocketAddress.of(engine.socket()));
    }
    SocketChannel channel = SocketChannel.open();
    try {
      InetSocketAddress address =
          new InetSocketAddress(engine.uri().getHost(), engine.uri().getPort());
      if (address.isUnresolved()) {
        throw new IOException("the name of its host is not known");
      }
      channel.socket().connect(address, patienceSeconds * 1000);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A channel cannot be read with a time limit, but its reader ends when it is closed. */
  private static String ask(SocketChannel channel, int patienceSeconds) throws IOException {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                answer.complete(converse(channel));
              } catch (IOException e) {
                answer.completeExceptionally(e);
              }
            },
            "pgassay-engine-probe");
    reader.setDaemon(true);
    reader.start();
    try {
      return answer.get(patienceSeconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + patienceSeconds + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String converse(SocketChannel channel) throws IOException {
    ByteBuffer question = StandardCharsets.US_ASCII.encode(QUESTION);
    while (question.hasRemaining()) {
      channel.write(question);
    }
    ByteBuffer answer = ByteBuffer.allocate(64 * 1024);
    while (answer.hasRemaining() && channel.read(answer) >= 0) {
      // An engine closes the connection of HTTP 1.0 after its answer.
    }
    return StandardCharsets.UTF_8.decode(answer.flip()).toString();
  }

  private static Optional<String> judge(EngineAddress engine, String answer) {
    Matcher api = API.matcher(answer);
    if (!api.find()) {
      return Optional.of("the service at " + engine + " is not a container engine");
    }
    if (Integer.parseInt(api.group(1)) >= OLDEST_MINOR_API) {
      return Optional.empty();
    }
    Matcher version = VERSION.matcher(answer);
    return Optional.of(
        "the engine at "
            + engine
            + " is too old: "
            + (version.find() ? version.group(1) : "API 1." + api.group(1))
            + "; pgassay needs Docker 20.10 or newer");
  }

  private static String refusal(EngineAddress engine, String words) {
    if (words.contains("Permission denied")) {
      return "permission denied at "
          + engine
          + "; run as root or as a member of the group that owns it (usually docker)";
    }
    return "no engine answers at " + engine + " (" + words + "); start it";
  }
}
