package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.backend.Backend;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which backend a setting chooses, and what is said where it cannot be had. */
class BackendsTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "auto", "native", " Native "})
    void choosesNativeUnlessAskedOtherwise(String setting) {
        assertTrue(Backends.choose(setting, 1).name().startsWith("native"));
    }

    @Test
    void namesWhatASettingCanBe() {
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> Backends.choose("cuda", 1));
        assertEquals("sibyl.backend must be native, nd4j or auto, found 'cuda'", error.getMessage());
    }

    @Test
    @Tag("nd4j")
    void choosesNd4jWhenAsked() {
        Backend backend = Backends.choose("nd4j", 1);
        assertTrue(backend.name().matches("nd4j \\((Cpu|JCublas)Backend, 1 threads\\)"), backend.name());
    }

    @Test
    @Tag("nd4j")
    void saysWhenOnlyTheInterfaceOfNd4jIsThere() throws IOException {
        String said = sum("nd4j", jar -> !jar.startsWith("nd4j-native") && !jar.startsWith("nd4j-cuda"));
        assertTrue(said.contains("no backend of ND4J: add org.nd4j:nd4j-native:1.0.0-M2.1"), said);
        assertTrue(said.contains("InvalidInputException"), said);
    }

    @Test
    @Tag("nd4j")
    void saysWhenNd4jHasNoNativesHere() throws IOException {
        String said = sum("nd4j", jar -> !jar.matches("nd4j-native-.*(x86_64|arm64)\\.jar"));
        assertTrue(said.contains("cannot load its native library"), said);
        assertTrue(said.contains("jnind4jcpu"), said);
        assertTrue(said.contains("classifier (linux-x86_64, macosx-x86_64 and windows-x86_64"), said);
    }

    /** Without the CUDA natives of JavaCPP, which fail to load in the same way where there is no driver. */
    @Test
    @Tag("nd4j")
    void saysWhichGpusNd4jServesWhereItFindsNone() throws IOException {
        String said = sum("nd4j", "target/cuda/*", jar -> !jar.startsWith("nd4j-native-"));
        assertTrue(said.contains("found nd4j-cuda on the class path, but no GPU that it can use"), said);
        assertTrue(said.contains("java.lang.UnsatisfiedLinkError: Could not find jnicudart"), said);
        assertTrue(said.contains("compute capability 3.7 to 8.9 (Kepler to Ada"), said);
        assertTrue(said.contains("leave sibyl.backend out"), said);
        assertFalse(said.contains("\tat "), said);
    }

    @Test
    void saysWhenNd4jIsNotThere() throws IOException {
        String said = sum("nd4j", jar -> !jar.startsWith("nd4j"));
        assertTrue(said.contains("needs ND4J, which is not on the class path"), said);
        assertTrue(said.contains("add org.nd4j:nd4j-native:1.0.0-M2.1"), said);
        // The second time as well, and not as a class that could not be initialised.
        assertEquals(
                2, said.lines().filter(line -> line.contains("which is not on")).count(), said);
    }

    @Test
    void nativeLoadsNothingThatKnowsNd4j() throws IOException {
        String said = sum("native", jar -> !jar.startsWith("nd4j"), "-Xlog:class+load");
        assertTrue(said.contains("sum 6.0 on native"), said);
        List<String> loaded = said.lines()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.substring(0, line.indexOf(" source: ")))
                .collect(Collectors.toList());
        assertTrue(loaded.stream().anyMatch(line -> line.endsWith("backend.cpu.NativeBackend")), "not in " + said);
        assertEquals(
                List.of(), loaded.stream().filter(line -> line.contains("nd4j")).collect(Collectors.toList()));
    }

    @Test
    @Tag("without-nd4j")
    void theseTestsRunWithoutNd4j() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.nd4j.linalg.factory.Nd4j"));
        assertFalse(System.getProperty("java.class.path").contains("nd4j-api"));
        assertThrows(InvalidInputException.class, () -> Backends.choose("nd4j", 1));
    }

    /** What a JVM prints that adds up some numbers, with those libraries on its class path that {@code kept} says. */
    private static String sum(String backend, Predicate<String> kept, String... flags) throws IOException {
        return sum(backend, "", kept, flags);
    }

    private static String sum(String backend, String more, Predicate<String> kept, String... flags) throws IOException {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(".jar")
                        || kept.test(Path.of(entry).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of(
                "-Dsibyl.backend=" + backend,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                path + File.pathSeparator + more));
        command.add(PrintSum.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // A driver of NVIDIA that this machine may have would change what is said.
        builder.environment().put("PATH", "");
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
