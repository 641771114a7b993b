package dev.pgassay.measure.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryFilesTest {
  @TempDir private Path folder;

  @Test
  void pointsThatAskTheSameQueriesShareThem() {
    Path file = write(1);
    QueryFiles files = new QueryFiles();
    QueryParameters first = files.parameters(file);

    assertThat(files.parameters(file)).isSameAs(first);
  }

  @Test
  void anotherGroupsFileOfTheSameNameIsReadAnew() {
    QueryFiles files = new QueryFiles();
    files.parameters(write(1));
    Path replaced = write(2);
    files.forget();

    assertThat(values(files.parameters(replaced))).containsExactly(2);
  }

  private Path write(long value) {
    Path file = folder.resolve("queries.bin");
    ParameterFile.write(
        file, QueryParameters.columns(List.of(new ParameterColumn.Integers(new long[] {value}))));
    return file;
  }

  private static long[] values(QueryParameters parameters) {
    return ((ParameterColumn.Integers) parameters.columns().get(0)).values();
  }
}
