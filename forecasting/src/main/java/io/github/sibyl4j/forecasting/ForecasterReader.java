package io.github.sibyl4j.forecasting;

import io.github.sibyl4j.tensor.io.ModelDirectory;

/**
 * Builds forecasters of one kind from what was saved. Found with {@link java.util.ServiceLoader}, so that models outside
 * this library can be read back too.
 */
public interface ForecasterReader {

    /** The kind that {@code model.json} names. */
    String kind();

    /**
     * Builds the forecaster.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if description and weights do not fit together
     */
    Forecaster read(ModelDirectory saved);
}
