package io.github.sibyl4j.forecasting;

/**
 * Errors over observed targets {@code y} with forecasts {@code p}, all of equal weight.
 *
 * <p>For the pairs (p, y) = (2, 1), (2, 4): MAE = (1 + 2) / 2 = 1.5, RMSE = sqrt((1 + 4) / 2) = 1.581, MAPE = 100 (1/1 +
 * 2/4) / 2 = 75 %, MRE = 3 / 5 = 0.6.
 *
 * @param mae mean absolute error, in the data's units
 * @param rmse root of the mean squared error, in the data's units
 * @param mape mean of {@code |p - y| / |y|} in percent, over targets other than 0; NaN if there are none
 * @param mre {@code sum |p - y| / sum |y|}; Torch Spatiotemporal divides by {@code sum y} instead, which is the same for
 *     data without negative values and meaningless for others; NaN if all targets are 0
 * @param count the number of observed targets
 */
public record Metrics(double mae, double rmse, double mape, double mre, long count) {}
