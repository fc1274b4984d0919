package io.github.sibyl4j.tensor.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which GPUs are refused before the first kernel. */
@Tag("nd4j")
class DevicesTest {

    private static Properties device(String name, long major, long minor) {
        Properties information = new Properties();
        information.put(
                "cuda.devicesInformation",
                List.of(Map.of("cuda.deviceName", name, "cuda.deviceMajor", major, "cuda.deviceMinor", minor)));
        return information;
    }

    @ParameterizedTest
    @CsvSource({"Tesla K80, 3, 7", "Tesla V100, 7, 0", "A100, 8, 0", "RTX 4090, 8, 9"})
    void takesKeplerToAda(String name, long major, long minor) {
        assertDoesNotThrow(() -> Devices.requireServed(device(name, major, minor)));
    }

    @ParameterizedTest
    @CsvSource({"Tesla K40, 3, 5", "H100, 9, 0", "B200, 10, 0", "RTX 5090, 12, 0"})
    void namesAGpuThatItHasNoCodeFor(String name, long major, long minor) {
        UnservedDeviceException refused =
                assertThrows(UnservedDeviceException.class, () -> Devices.requireServed(device(name, major, minor)));
        String said = Nd4jDiagnosis.of(refused, DevicesTest.class.getClassLoader());
        assertTrue(said.contains(name + ", compute capability " + major + "." + minor), said);
        assertTrue(said.contains("compute capability 3.7 to 8.9 (Kepler to Ada"), said);
    }

    @Test
    void asksForNoGpuOnAProcessor() {
        assertDoesNotThrow(() -> Devices.requireServed(new Properties()));
    }

    @Test
    void readsWhatTheDriverSays() {
        assertEquals(
                List.of(new Gpu("NVIDIA H100 80GB HBM3", 9, 0), new Gpu("Tesla V100, one of two", 7, 0)),
                NvidiaDriver.parse("NVIDIA H100 80GB HBM3, 9.0\r\nTesla V100, one of two, 7.0\n"));
        assertEquals(List.of(), NvidiaDriver.parse("Field \"compute_cap\" is not a valid field to query.\n\n"));
    }

    @Test
    void namesTheDriversGpuWhereCudaDoesNotLoad() {
        LinkageError failure = new UnsatisfiedLinkError("libcudart.so.11.0");
        String unserved = Nd4jDiagnosis.withoutCuda(failure, List.of(new Gpu("H100", 9, 0), new Gpu("V100", 7, 0)));
        assertTrue(unserved.contains("found a GPU that ND4J cannot use (H100, compute capability 9.0)"), unserved);
        String served = Nd4jDiagnosis.withoutCuda(failure, List.of(new Gpu("V100", 7, 0)));
        assertTrue(served.contains("a GPU that it serves (V100, compute capability 7.0)"), served);
        assertTrue(served.contains("UnsatisfiedLinkError: libcudart.so.11.0"), served);
        assertTrue(served.contains("install the libraries of CUDA 11.6"), served);
        String none = Nd4jDiagnosis.withoutCuda(failure, List.of());
        assertTrue(none.contains("but no GPU that it can use"), none);
    }
}
