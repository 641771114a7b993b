package dev.pgassay.cli.option;

import dev.pgassay.failure.OneLine;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Set;

/**
 * The last filter of output on its way to a terminal or the log of a CI service. It shows control
 * characters as escapes; our own colours pass if colours are on. No line can be a command to
 * GitHub's runner: a line that begins with two colons, or that holds two hashes and a bracket. Not
 * thread-safe.
 *
 * @see <a
 *     href="https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs">ActionCommand.cs</a>
 */
public final class ShownWriter extends FilterWriter {
  private static final char ESCAPE = '\u001b';

  /** The attributes that reports and help set and reset: colours, bold and italic. */
  private static final Set<String> COLOURS =
      Set.of("[0m", "[1m", "[3m", "[21m", "[22m", "[23m", "[31m", "[32m", "[33m", "[36m", "[39m");

  private static final int LONGEST_COLOUR = 4;

  private final boolean colour;
  private final StringBuilder sequence = new StringBuilder();
  private boolean inSequence;
  private boolean blank = true;
  private char before = '\n';
  private char beforeThat = '\n';

  /**
   * @param colour whether colours pass
   */
  ShownWriter(Writer out, boolean colour) {
    super(out);
    this.colour = colour;
  }

  /**
   * Prints workflow commands, which the writer of a process would not let pass.
   *
   * @param commands whose data are escaped
   */
  static void printCommands(PrintWriter out, String commands) {
    out.flush();
    if (out instanceof Printer printer) {
      printer.unchecked.print(commands);
      printer.unchecked.flush();
    } else {
      out.print(commands);
    }
  }

  /** Prints on a stream of the process. */
  public static PrintWriter on(PrintWriter stream, boolean colour) {
    return new Printer(stream, colour);
  }

  private static final class Printer extends PrintWriter {
    private final PrintWriter unchecked;

    Printer(PrintWriter unchecked, boolean colour) {
      super(new ShownWriter(unchecked, colour), true);
      this.unchecked = unchecked;
    }
  }

  @Override
  public void write(int character) throws IOException {
    char next = (char) character;
    if (inSequence) {
      continueSequence(next);
    } else if (next == ESCAPE && colour) {
      inSequence = true;
    } else {
      show(next);
    }
  }

  private void continueSequence(char next) throws IOException {
    sequence.append(next);
    if (COLOURS.contains(sequence.toString())) {
      out.write(ESCAPE + sequence.toString());
      endSequence();
    } else if (next == ESCAPE || next == '\n' || sequence.length() >= LONGEST_COLOUR) {
      showSequence();
    }
  }

  /** Shows a sequence that looked like a colour and is none. */
  private void showSequence() throws IOException {
    if (inSequence) {
      String text = ESCAPE + sequence.toString();
      endSequence();
      for (int i = 0; i < text.length(); i++) {
        show(text.charAt(i));
      }
    }
  }

  private void endSequence() {
    inSequence = false;
    sequence.setLength(0);
  }

  private void show(char next) throws IOException {
    boolean command =
        next == ':' && before == ':' && blank || next == '[' && before == '#' && beforeThat == '#';
    if (command || isUnsafe(next)) {
      out.write(OneLine.escape(next));
    } else {
      out.write(next);
    }
    blank = next == '\n' || blank && (Character.isWhitespace(next) || next == ':' && before != ':');
    beforeThat = before;
    before = next;
  }

  /** Both halves of a surrogate pair pass: the writer sees them one after the other. */
  private static boolean isUnsafe(char next) {
    return next != '\n' && next != '\t' && !Character.isSurrogate(next) && OneLine.isUnsafe(next);
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(buffer[i]);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    write(text.toCharArray(), offset, length);
  }

  @Override
  public void flush() throws IOException {
    showSequence();
    super.flush();
  }
}
