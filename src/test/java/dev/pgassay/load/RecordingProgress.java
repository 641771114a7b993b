package dev.pgassay.load;

import dev.pgassay.progress.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Collects the messages that a person would see. */
public final class RecordingProgress implements Progress {
  public final List<String> said = new CopyOnWriteArrayList<>();
  public final List<String> warnings = new CopyOnWriteArrayList<>();

  @Override
  public void say(String line) {
    said.add(line);
  }

  @Override
  public void warn(String line) {
    warnings.add(line);
  }

  @Override
  public Task start(String name, long total, String unit) {
    return Task.NONE;
  }
}
