package io.github.sibyl4j.reasoning.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.reasoning.ClutrrCsv;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KinshipCsvTest {
    @TempDir
    Path folder;

    @Test
    void isReadAsFilesOfClutrrAre() throws IOException {
        RelationalDataset problems = new KinshipGenerator(KinshipSettings.published(), new Seed(3)).test(5, 20);
        Path file = folder.resolve("1.5_test.csv.gz");
        KinshipCsv.write(file, problems);
        assertEquals(problems, ClutrrCsv.read(file, KinshipGenerator.relations()));
    }
}
