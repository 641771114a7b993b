package dev.pgassay.measure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
  private static final long[] FIRST = {1, 2, 3, 4};
  private static final long[] SECOND = {1, 2, 5, 6};

  @TempDir private Path folder;

  @Test
  void anEqualAnswerToTheSameQueryIsNoChange() {
    Answers answers = new Answers(3, 2);
    answers.record(1, FIRST, 2);
    answers.record(1, FIRST, 2);
    assertThat(answers.changed()).isZero();
  }

  @Test
  void isKnownByTheChecksumOfItsRows() {
    // zlib.crc32(struct.pack('>4q', 1, 2, 3, 4)) of Python, its low 21 bits
    Answers answers = new Answers(3, 2);
    answers.record(1, FIRST, 2);
    answers.record(2, FIRST, 0);
    assertThat(answers.digest(1)).isEqualTo(1_945_016);
    assertThat(answers.digest(2)).isZero();
  }

  @Test
  void anotherRowOrAnotherNumberOfRowsIsAChange() {
    Answers answers = new Answers(3, 2);
    answers.record(1, FIRST, 2);
    answers.record(1, SECOND, 2);
    answers.record(1, SECOND, 1);
    assertThat(answers.changed()).isEqualTo(2);
  }

  @Test
  void answersOfTwoClientsThatDifferCountAsChanged() {
    Answers one = new Answers(2, 2);
    Answers other = new Answers(2, 2);
    one.record(0, FIRST, 2);
    other.record(0, SECOND, 2);
    other.record(1, FIRST, 2);
    one.merge(other);
    assertThat(one.changed()).isEqualTo(1);
    assertThat(one.answered(1)).isTrue();
  }

  @Test
  void anAnswerWithoutRowsIsAnAnswer() {
    Answers answers = new Answers(2, 2);
    answers.record(0, FIRST, 0);
    assertThat(answers.answered(0)).isTrue();
    assertThat(answers.rows(0)).isZero();
    assertThat(answers.answered(1)).isFalse();
  }

  @Test
  void isReadBackAsItWasWritten() {
    Answers answers = new Answers(3, 2);
    answers.record(0, FIRST, 2);
    answers.record(2, SECOND, 1);
    Path file = folder.resolve("a.answers");
    answers.write(file);

    Answers read = Answers.read(file);
    assertThat(read.queries()).isEqualTo(3);
    assertThat(read.answered(1)).isFalse();
    assertThat(read.rows(2)).isEqualTo(1);
    assertThat(read.mostSignificantBits(0, 1)).isEqualTo(3);
    assertThat(read.leastSignificantBits(0, 1)).isEqualTo(4);
  }

  @Test
  void refusesAnotherFile() throws IOException {
    Path file = Files.write(folder.resolve("other"), new byte[100]);
    assertThatThrownBy(() -> Answers.read(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void takesNoMemoryForQueriesThatTheFileCannotHold() throws IOException {
    Answers answers = new Answers(3, 2);
    answers.record(0, FIRST, 2);
    Path file = folder.resolve("a.answers");
    answers.write(file);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer.wrap(bytes).putInt(Integer.BYTES, Integer.MAX_VALUE);
    Files.write(file, bytes);
    assertThatThrownBy(() -> Answers.read(file))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "cannot read the answers %s: a count of 2147483647 does not fit into %d bytes",
            file, bytes.length);
  }
}
