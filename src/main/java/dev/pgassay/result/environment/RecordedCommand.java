package dev.pgassay.result.environment;

import dev.pgassay.failure.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The command line of {@code pgassay run} in a baseline, and the part of it that may be executed
 * again; see {@link ReplayRules}. Immutable.
 *
 * @param target the suite, or the expression that chose the benchmarks; empty if none was named
 * @param options those that {@link ReplayRules} knows, with unchecked values
 * @param passedOver all others, for display: without values, which may be anything
 */
public record RecordedCommand(
    Optional<String> target, List<Value> options, List<String> passedOver) {
  private static final String RUN = "run";
  private static final String SET = "--set";
  private static final String IMAGE = "--image";
  private static final String DATABASE = "--database";

  /**
   * An option with its value.
   *
   * @param name such as {@code --clients}
   * @param value any text
   */
  public record Value(String name, String value) {
    private boolean hasForm() {
      return ReplayRules.allows(name, value) && (!name.equals(SET) || allowedSetting());
    }

    private boolean allowedSetting() {
      int equals = value.indexOf('=');
      return ReplayRules.allowsSetting(value.substring(0, equals), value.substring(equals + 1));
    }
  }

  public RecordedCommand {
    Objects.requireNonNull(target, "target");
    options = List.copyOf(options);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * Reads a command line.
   *
   * @param arguments the words after the program's name
   * @throws InvalidInput if it is not one of {@code pgassay run}
   */
  public static RecordedCommand of(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.get(0).equals(RUN)) {
      throw new InvalidInput("it was not recorded by pgassay run; record it again");
    }
    return new Reader(arguments).read();
  }

  /**
   * Finds the value of an option that may be given once.
   *
   * @return its last value, unchecked
   */
  public Optional<String> value(String name) {
    return options.stream()
        .filter(option -> option.name().equals(name))
        .reduce((first, last) -> last)
        .map(Value::value);
  }

  /** Returns the command without an option. */
  public RecordedCommand without(String name) {
    return new RecordedCommand(
        target, options.stream().filter(it -> !it.name().equals(name)).toList(), passedOver);
  }

  /**
   * Returns the command with one more option.
   *
   * @param name of an option that {@link ReplayRules} knows
   */
  public RecordedCommand with(String name, String value) {
    List<Value> more = new ArrayList<>(options);
    more.add(new Value(name, value));
    return new RecordedCommand(target, more, passedOver);
  }

  /**
   * Returns the options in the form in which they are executed, such as {@code --clients=4}.
   *
   * @throws InvalidInput if one has a value that is not allowed in a baseline
   */
  public List<String> words() {
    return options.stream()
        .map(
            option -> {
              if (!option.hasForm()) {
                throw refused(option);
              }
              return option.name() + "=" + option.value();
            })
        .toList();
  }

  private static InvalidInput refused(Value option) {
    return new InvalidInput(
        option.name()
            + " "
            + option.value()
            + " is not taken from a baseline; name it on the command line of gate, or record the"
            + " baseline again");
  }

  /**
   * Returns the part of a command line that is worth keeping, because it can be executed again;
   * nothing for a command other than {@code pgassay run}.
   *
   * @param arguments the words after the program's name, as typed
   * @param image of the server; the name of an image is replaced by its content
   */
  public static List<String> kept(List<String> arguments, Optional<Server.Image> image) {
    if (arguments.isEmpty() || !arguments.get(0).equals(RUN)) {
      return List.of();
    }
    RecordedCommand command = of(arguments);
    List<String> kept = new ArrayList<>(List.of(RUN));
    command.target().ifPresent(kept::add);
    for (Value option : command.options()) {
      if (option.name().equals(IMAGE)) {
        kept.add(IMAGE);
        kept.add(image.flatMap(ReplayRules::content).orElse(option.value()));
      } else if (!option.name().equals(DATABASE) || option.hasForm()) {
        kept.add(option.name());
        kept.add(option.value());
      }
    }
    return kept;
  }

  /** Reads the words one by one. */
  private static final class Reader {
    private final List<String> words;
    private final List<Value> options = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private Optional<String> target = Optional.empty();
    private int next = 1;

    Reader(List<String> words) {
      this.words = words;
    }

    RecordedCommand read() {
      while (next < words.size()) {
        String word = words.get(next++);
        if (word.startsWith("-")) {
          option(word);
        } else if (target.isEmpty() && !word.startsWith("@")) {
          target = Optional.of(word);
        } else {
          passedOver.add(word);
        }
      }
      return new RecordedCommand(target, options, passedOver);
    }

    private void option(String word) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      boolean known = ReplayRules.OPTIONS.containsKey(name);
      Optional<String> value = Optional.empty();
      if (equals >= 0) {
        value = Optional.of(word.substring(equals + 1));
      } else if ((known || ReplayRules.OTHERS_WITH_VALUE.contains(name)) && next < words.size()) {
        value = Optional.of(words.get(next++));
      }
      if (known && value.isPresent() && !isOtherSetting(name, value.get())) {
        options.add(new Value(name, value.get()));
      } else {
        passedOver.add(known && name.equals(SET) ? name + " " + settingName(value) : name);
      }
    }

    private static boolean isOtherSetting(String name, String value) {
      return name.equals(SET) && !ReplayRules.allowsSetting(settingName(Optional.of(value)));
    }

    private static String settingName(Optional<String> value) {
      return value.map(it -> it.split("=", 2)[0]).orElse("");
    }
  }
}
