package io.github.sibyl4j.forecasting.plot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PlotUnavailableExceptionTest {
    @TempDir
    Path folder;

    private String draw(Map<String, String> environment, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                DrawOnce.class.getName(),
                folder.resolve("picture.png").toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void saysWhatToInstallWhereJavaHasNoDesktopModule() throws IOException {
        String output = draw(Map.of(), "--limit-modules", "java.base,java.logging");
        assertTrue(output.startsWith("unavailable: "), output);
        assertTrue(output.contains("install fontconfig and a font"), output);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysHowToDoWithoutADisplayThatIsNotThere() throws IOException {
        String output = draw(Map.of("DISPLAY", ":977"));
        assertTrue(output.startsWith("unavailable: "), output);
        assertTrue(output.contains("-Djava.awt.headless=true"), output);
    }
}
