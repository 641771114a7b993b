package dev.pgassay.progress;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the messages that a person would have seen, for tests. Thread-safe. */
public final class RecordedProgress implements Progress {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Returns the lines in their order. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void say(String line) {
    lines.add(line);
  }

  @Override
  public void warn(String line) {
    lines.add("warning: " + line);
  }

  @Override
  public Task start(String name, long total, String unit) {
    lines.add(name + " (" + total + " " + unit + ")");
    return Task.NONE;
  }
}
