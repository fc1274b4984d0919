package io.github.sibyl4j.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "Sibyl " + (version == null ? "(development)" : version), "Java " + System.getProperty("java.version")
        };
    }
}
