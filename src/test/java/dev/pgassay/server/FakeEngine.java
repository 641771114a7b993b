package dev.pgassay.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Answers every question on a socket with the same text, or, if that is empty, not at all. */
public final class FakeEngine implements AutoCloseable {
  private final Path socket;
  private final ServerSocketChannel server;
  private final Thread thread;

  public FakeEngine(Path socket, String answer) throws IOException {
    this.socket = socket;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    this.thread = new Thread(() -> serve(answer), "fake engine");
    thread.setDaemon(true);
    thread.start();
  }

  /** The head of Docker's answer to {@code GET /version}. */
  public static String version(String version, String api) {
    return "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"Platform\":{\"Name\":\"\"},\"Version\":\""
        + version
        + "\",\"ApiVersion\":\""
        + api
        + "\",\"MinAPIVersion\":\"1.12\"}\n";
  }

  /** The engine's address, as {@code DOCKER_HOST} has it. */
  public String address() {
    return "unix://" + socket;
  }

  private void serve(String answer) {
    try {
      while (true) {
        SocketChannel client = server.accept();
        if (!answer.isEmpty()) {
          client.read(ByteBuffer.allocate(1024));
          client.write(StandardCharsets.UTF_8.encode(answer));
          client.close();
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /**
   * A socket's file outlives its server, as after the crash of an engine. The socket is closed only
   * when nobody waits on it any more.
   */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
