package io.github.sibyl4j.cli;

import io.github.sibyl4j.forecasting.spatiotemporal.TimeThenSpace;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import picocli.CommandLine.Option;

/** The settings of model and training that both commands share. */
final class ModelOptions {
    @Option(names = "--window", defaultValue = "12", description = "Steps the model sees (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(names = "--horizon", defaultValue = "12", description = "Steps it forecasts (default: ${DEFAULT-VALUE}).")
    private int horizon;

    @Option(names = "--hidden", defaultValue = "32", description = "Width of its layers (default: ${DEFAULT-VALUE}).")
    private int hidden;

    @Option(
            names = "--embedding",
            defaultValue = "16",
            description = "Values learned for each sensor, 0 for none (default: ${DEFAULT-VALUE}).")
    private int embedding;

    @Option(
            names = "--epochs",
            defaultValue = "15",
            description = "Passes over the training windows (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--batch", defaultValue = "64", description = "Windows a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--learning-rate",
            defaultValue = "0.003",
            description = "Adam's rate at the start (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Equal seeds give equal models, bit by bit (default: ${DEFAULT-VALUE}).")
    private long seed;

    TimeThenSpace estimator(boolean withGraph) {
        TimeThenSpace.Builder builder = TimeThenSpace.builder()
                .window(window)
                .horizon(horizon)
                .hidden(hidden)
                .nodeEmbedding(embedding);
        return withGraph ? builder.build() : builder.layers(0).build();
    }

    TrainingConfig training() {
        return TrainingConfig.defaults()
                .withEpochs(epochs)
                .withBatchSize(batch)
                .withLearningRate(learningRate)
                .withSeed(seed);
    }
}
