package io.github.sibyl4j.datasets;

/** Decimal numbers as files have them; {@link Float#parseFloat} would also take "1f", "0x1p3" and "NaN". */
final class DecimalText {
    private DecimalText() {}

    /** The nearest float, or NaN for a text that is not a decimal number or too large for a float. */
    static float parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' && c != ' ') {
                return Float.NaN;
            }
        }
        try {
            float value = Float.parseFloat(text);
            return Float.isInfinite(value) ? Float.NaN : value;
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }
}
