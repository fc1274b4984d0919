package io.github.sibyl4j.forecasting.plot;

/**
 * This Java installation cannot draw: it lacks fonts, or the desktop module with its native libraries, or looks for a
 * display that is not there. Everything but pictures still works, so a caller may warn and go on.
 */
public final class PlotUnavailableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    PlotUnavailableException(Throwable cause) {
        super("pictures cannot be drawn by this Java installation (" + rootOf(cause) + "): " + remedy(cause), cause);
    }

    private static String remedy(Throwable cause) {
        String root = rootOf(cause).toString();
        // The second is the part of AWT for displays, which headless packages of the JDK leave out.
        if (root.contains("DISPLAY") || root.contains("awt_xawt")) {
            return "start Java with -Djava.awt.headless=true, or unset DISPLAY";
        }
        return "install fontconfig and a font (Debian, Ubuntu: apt-get install fontconfig fonts-dejavu-core;"
                + " Alpine: apk add fontconfig ttf-dejavu; Fedora: dnf install fontconfig dejavu-sans-fonts)"
                + " and use a JDK that has the java.desktop module";
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
