package io.github.sibyl4j.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house: modules depend on one another in one direction, and each library is known to one package. */
@AnalyzeClasses(packages = "io.github.sibyl4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "io.github.sibyl4j.";

    @ArchTest
    static final ArchRule modulesDependInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("tensor")
            .definedBy(BASE + "tensor..")
            .layer("graph")
            .definedBy(BASE + "graph..")
            .layer("datasets")
            .definedBy(BASE + "datasets..")
            .layer("forecasting")
            .definedBy(BASE + "forecasting..")
            .layer("reasoning")
            .definedBy(BASE + "reasoning..")
            .layer("benchmarks")
            .definedBy(BASE + "benchmarks..")
            .layer("cli")
            .definedBy(BASE + "cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("benchmarks")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("forecasting")
            .mayOnlyBeAccessedByLayers("benchmarks", "cli")
            .whereLayer("reasoning")
            .mayOnlyBeAccessedByLayers("benchmarks", "cli")
            .whereLayer("datasets")
            .mayOnlyBeAccessedByLayers("forecasting", "reasoning", "benchmarks", "cli")
            .whereLayer("graph")
            .mayOnlyBeAccessedByLayers("datasets", "forecasting", "reasoning", "benchmarks", "cli");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(BASE + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nativeCodeIsReachedThroughBackendsAlone =
            only("tensor.backend..", "org.bytedeco..", "jdk.incubator..");

    @ArchTest
    static final ArchRule nd4jIsKnownToItsBackendAndTheBridgeAlone = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "tensor.backend.nd4j..")
            .and()
            .doNotHaveFullyQualifiedName(BASE + "tensor.Nd4jTensors")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..");

    @ArchTest
    static final ArchRule jgraphtIsKnownToItsBridgesAlone = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + "graph.jgrapht..", BASE + "reasoning.jgrapht..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jgrapht..");

    @ArchTest
    static final ArchRule tablesawIsKnownToTablesAlone = only("datasets.table..", "tech.tablesaw..");

    @ArchTest
    static final ArchRule chartsAreDrawnByPlotsAlone = only("forecasting.plot..", "org.knowm.xchart..", "java.awt..");

    @ArchTest
    static final ArchRule librariesPrintNothing = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + "cli..")
            .should(ACCESS_STANDARD_STREAMS)
            .because("a library reports by return values, events and a logger");

    private static ArchRule only(String home, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(BASE + home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }
}
