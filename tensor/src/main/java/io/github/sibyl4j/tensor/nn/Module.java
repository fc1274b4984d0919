package io.github.sibyl4j.tensor.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A part of a model: named parameters and named parts of its own. Subclasses register both in their constructor and offer
 * a {@code forward} method with the arguments that suit them.
 */
public abstract class Module {
    private final Map<String, Parameter> own = new LinkedHashMap<>();
    private final Map<String, Parameter> constants = new LinkedHashMap<>();
    private final Map<String, Module> parts = new LinkedHashMap<>();

    /** Registers a parameter under a name that is unique in this module. */
    protected final Parameter parameter(String name, Parameter parameter) {
        own.put(name, parameter);
        return parameter;
    }

    /**
     * Registers values that are kept with the weights but not learned, such as running statistics, under a name that is
     * unique in this module.
     */
    protected final Parameter constant(String name, Parameter values) {
        constants.put(name, values);
        return values;
    }

    /** Registers a part under a name that is unique in this module. */
    protected final <M extends Module> M part(String name, M module) {
        parts.put(name, module);
        return module;
    }

    /** All parameters by path, such as {@code decoder.hidden.weight}, in the order of registration. */
    public final Map<String, Parameter> namedParameters() {
        Map<String, Parameter> all = new LinkedHashMap<>(own);
        parts.forEach(
                (name, part) -> part.namedParameters().forEach((inner, value) -> all.put(name + "." + inner, value)));
        return all;
    }

    /** All that makes up the trained module, by path: the parameters and what is kept beside them. */
    public final Map<String, Parameter> namedValues() {
        Map<String, Parameter> all = new LinkedHashMap<>(own);
        all.putAll(constants);
        parts.forEach((name, part) -> part.namedValues().forEach((inner, value) -> all.put(name + "." + inner, value)));
        return all;
    }

    public final Collection<Parameter> parameters() {
        return namedParameters().values();
    }

    /** The number of learned values. */
    public final long parameterCount() {
        return parameters().stream().mapToLong(Tensor::length).sum();
    }

    /** A copy of all values by path. */
    public final Map<String, float[]> state() {
        Map<String, float[]> state = new LinkedHashMap<>();
        namedValues().forEach((name, parameter) -> state.put(name, parameter.toArray()));
        return state;
    }

    /** Sets all values to those of {@link #state()}. */
    public final void restore(Map<String, float[]> state) {
        namedValues().forEach((name, parameter) -> parameter.assign(state.get(name)));
    }

    /**
     * Sets all values to those of tensors read from a file.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a name or a shape differs from this module's
     */
    public final void load(Map<String, Tensor> weights) {
        Map<String, Parameter> mine = namedValues();
        require(
                mine.keySet().equals(weights.keySet()),
                "the weights do not belong to this model: it has the parameters %s, the file has %s",
                mine.keySet(),
                weights.keySet());
        mine.forEach((name, parameter) -> require(
                Arrays.equals(parameter.shape(), weights.get(name).shape()),
                "the weights do not belong to this model: %s has the shape %s, in the file %s",
                name,
                Arrays.toString(parameter.shape()),
                Arrays.toString(weights.get(name).shape())));
        mine.forEach((name, parameter) -> parameter.assign(weights.get(name).toArray()));
    }
}
