package io.github.sibyl4j.tensor.io;

/**
 * What a model was made with: equal data, settings and seed give equal bits on the same platform.
 *
 * @param sibyl the version of Sibyl, "development" where it does not run from a released jar
 * @param java the version of Java
 * @param system the operating system and the processor's architecture
 */
public record Platform(String sibyl, String java, String system) {

    /** What this process runs on. */
    public static Platform current() {
        String version = Platform.class.getPackage().getImplementationVersion();
        return new Platform(
                version == null ? "development" : version,
                System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }
}
