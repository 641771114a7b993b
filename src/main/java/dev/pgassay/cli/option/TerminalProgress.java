package dev.pgassay.cli.option;

import dev.pgassay.failure.OneLine;
import dev.pgassay.progress.Progress;
import java.io.PrintStream;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress on standard error: bars with the time left on a terminal, a line for each task
 * elsewhere. Thread-safe.
 */
final class TerminalProgress implements Progress {
  private static final int BAR_COLUMNS = 100;
  private static final int UPDATE_MILLIS = 250;

  private final PrintStream stream;
  private final PrintWriter lines;
  private final boolean terminal;
  private final boolean quiet;

  TerminalProgress(PrintStream stream, boolean terminal, boolean quiet) {
    this.stream = stream;
    this.lines = ShownWriter.on(new PrintWriter(stream, true), false);
    this.terminal = terminal;
    this.quiet = quiet;
  }

  @Override
  public void say(String line) {
    if (!quiet) {
      lines.println(OneLine.of(line));
    }
  }

  @Override
  public void warn(String line) {
    lines.println("warning: " + OneLine.of(line));
  }

  @Override
  public Task start(String name, long total, String unit) {
    if (quiet) {
      return Task.NONE;
    }
    if (!terminal) {
      lines.println(OneLine.of(total < 0 ? name : String.format("%s (%,d %s)", name, total, unit)));
      return Task.NONE;
    }
    return new Bar(bar(name, total, unit));
  }

  private ProgressBar bar(String name, long total, String unit) {
    return new ProgressBarBuilder()
        .setTaskName(OneLine.of(name))
        .setInitialMax(total)
        .setUnit(" " + unit, 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setMaxRenderedLength(BAR_COLUMNS)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(stream, BAR_COLUMNS))
        .build();
  }

  private record Bar(ProgressBar bar) implements Task {
    @Override
    public void advance(long units) {
      bar.stepBy(units);
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
