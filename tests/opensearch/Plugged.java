import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.opensearch.Version;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/** A node with plugins from the class path, as OpenSearch 3 wants to be given them. */
abstract class Plugged extends Node {

    /** Jars that teach Painless more (token conditions, processor helpers) name it as the plugin they extend. */
    private static final String PAINLESS = "org.opensearch.painless.PainlessModulePlugin";

    Plugged(Environment environment, List<String> plugins) throws ClassNotFoundException {
        super(environment, classpathPlugins(plugins), true);
    }

    private static Collection<PluginInfo> classpathPlugins(List<String> names) throws ClassNotFoundException {
        List<PluginInfo> plugins = new ArrayList<>();
        for (String name : names) {
            Class.forName(name); // a missing jar is named here, not deep inside the node
            boolean extending = name.contains(".analysis.common.") || name.contains(".ingest.common.");
            plugins.add(new PluginInfo(
                name, "from the class path", "NA", Version.CURRENT,
                Integer.toString(Runtime.version().feature()), name, null,
                extending ? List.of(PAINLESS) : List.of(), false
            ));
        }
        return plugins;
    }
}
