import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.opensearch.Version;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.transport.TransportAddress;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.TransportService;

/**
 * One OpenSearch node for tests, started straight from the jars on the class path:
 * no distribution, no root check, no java agent, no bootstrap checks.
 *
 * <p>Usage: {@code TestNode HOME [setting=value ...]}. HOME/config holds opensearch.yml, log4j2.properties
 * and analysis files; a setting on the command line wins over opensearch.yml. When the node answers,
 * HOME/node.json tells its real ports. SIGTERM, or the end of standard input, closes it cleanly.
 */
public final class TestNode extends Plugged {

    /** The plugins a stock node has as modules (as far as Maven Central has them), and ICU. */
    private static final List<String> PLUGINS = List.of(
        "org.opensearch.transport.Netty4ModulePlugin",
        "org.opensearch.analysis.common.CommonAnalysisModulePlugin",
        "org.opensearch.painless.PainlessModulePlugin",
        "org.opensearch.script.mustache.MustacheModulePlugin",
        "org.opensearch.index.mapper.MapperExtrasModulePlugin",
        "org.opensearch.join.ParentJoinModulePlugin",
        "org.opensearch.percolator.PercolatorModulePlugin",
        "org.opensearch.index.rankeval.RankEvalModulePlugin",
        "org.opensearch.index.reindex.ReindexModulePlugin",
        "org.opensearch.ingest.common.IngestCommonModulePlugin",
        "org.opensearch.search.pipeline.common.SearchPipelineCommonModulePlugin",
        "org.opensearch.plugin.analysis.icu.AnalysisICUPlugin"
    );

    private TestNode(Environment environment, List<String> plugins) throws ClassNotFoundException {
        super(environment, plugins);
    }

    private static int port(TransportAddress address) {
        return address.address().getPort();
    }

    /** Written beside and moved into place, so that a reader never sees half a file. */
    private static void publish(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]).toAbsolutePath();
        Map<String, String> overrides = new HashMap<>();
        for (int i = 1; i < args.length; i++) {
            int eq = args[i].indexOf('=');
            if (eq < 1) throw new IllegalArgumentException("not setting=value: " + args[i]);
            overrides.put(args[i].substring(0, eq), args[i].substring(eq + 1));
        }
        Settings base = Settings.builder().put("path.home", home.toString()).build();
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            base, overrides, home.resolve("config"), () -> "node-1");
        LogConfigurator.setNodeName(Node.NODE_NAME_SETTING.get(environment.settings()));
        if (Files.exists(home.resolve("config").resolve("log4j2.properties"))) LogConfigurator.configure(environment);

        String own = System.getProperty("testnode.plugins"); // another set, for a version with other jars
        TestNode node = new TestNode(environment, own == null ? PLUGINS : List.of(own.split(",")));
        Thread closer = new Thread(() -> {
            try {
                node.close();
                Files.deleteIfExists(home.resolve("node.json"));
            } catch (Exception e) {
                e.printStackTrace();
            }
        }, "close-node");
        Runtime.getRuntime().addShutdownHook(closer);
        node.start();
        publish(home.resolve("node.json"), String.format(
            "{\"pid\": %d, \"version\": \"%s\", \"http\": %d, \"transport\": %d}%n",
            ProcessHandle.current().pid(), Version.CURRENT,
            port(node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress()),
            port(node.injector().getInstance(TransportService.class).boundAddress().publishAddress())));
        // The starter keeps our standard input open; when it dies, however it dies, we end too.
        while (System.in.read() >= 0) { }
        System.exit(0);
    }
}
